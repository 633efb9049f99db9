import * as vscode from 'vscode';
import {
  decision as decisions,
  type DecisionView,
  type JudgementVerdict,
  type Option,
  type TaskView,
} from '../../clients/typescript/src/protocol';
import { numberIn, textIn, textsIn } from './about';
import { meant, problems, type Kinds } from './choice';
import { explain, give, isAllowed } from './command';
import { evidenceOf } from './evidence';
import { askedShortly } from './inboxRow';
import { mergeDetail } from './mergeDetail';
import { showEvidence } from './textDocuments';
import type { Tools } from './tools';
import { firstLine } from './words';

/** The commands that make decisions. Each takes a request of the protocol, or a part of it. */
export function registerDecide(tools: Tools): vscode.Disposable {
  const command = (name: string, make: (about: unknown) => Promise<unknown>) =>
    vscode.commands.registerCommand(`tercet.${name}`, make);
  const verdict = (name: string, what: JudgementVerdict) =>
    command(name, (about) => judge(tools, { ...judgeOf(about), verdict: what }));
  return vscode.Disposable.from(
    command('decide', (about) => decide(tools, about)),
    command('approve', (about) => approve(tools, about)),
    command('reject', (about) => reject(tools, about)),
    command('answer', (about) => answer(tools, about)),
    command('merge', (about) => merge(tools, about)),
    command('resolve', (about) => resolve(tools, about)),
    verdict('accept', 'accept'),
    verdict('dismiss', 'dismiss'),
    verdict('pushBack', 'push-back'),
    verdict('ask', 'ask'),
  );
}

/** Shows what is asked, with the ways to answer it. */
export async function decide(tools: Tools, about: unknown): Promise<void> {
  const open = await pick(tools, about, []);
  if (open === undefined) {
    return;
  }
  const one = { task: open.task, decision: open.id };
  switch (open.asked.kind) {
    case 'approval':
      await vscode.commands.executeCommand('tercet.reviewSpec', one);
      return;
    case 'question':
      await answer(tools, one);
      return;
    case 'findings':
      await vscode.commands.executeCommand('tercet.diff', one);
      return;
    case 'merge':
      await merge(tools, one);
      return;
    case 'failure':
    case 'conflict':
    case 'limit':
    case 'trust':
    case 'boundary':
    case 'footprint':
      await resolve(tools, one);
      return;
    default:
      await vscode.commands.executeCommand('tercet.show', one);
  }
}

/** Approves exactly what was shown; what was not is shown first. */
export async function approve(tools: Tools, about: unknown): Promise<TaskView | undefined> {
  const open = await pick(tools, about, ['approval']);
  if (open?.asked.kind !== 'approval' || !(await isAllowed())) {
    return undefined;
  }
  const { asked } = open;
  const named = numberIn(about, 'artifactRevision');
  const shown = named ?? tools.seen.revision(open.task, asked.artifact);
  if (named === undefined && shown !== asked.revision) {
    await vscode.commands.executeCommand('tercet.reviewSpec', {
      task: open.task,
      decision: open.id,
    });
    const yes = vscode.l10n.t('Approve');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Read {0} first; then approve revision {1}.', asked.artifact, asked.revision),
      yes,
    );
    if (chosen !== yes) {
      return undefined;
    }
  }
  const blob = textIn(about, 'blob') ?? (named === undefined ? asked.blob : undefined);
  return give(tools, decisions.approve, {
    task: open.task,
    decision: open.id,
    artifactRevision: named ?? asked.revision,
    ...(blob === undefined ? {} : { blob }),
  });
}

/** Sends an artifact or a change back, with a correction that is asked for unless it is given. */
export async function reject(tools: Tools, about: unknown): Promise<TaskView | undefined> {
  const open = await pick(tools, about, ['approval', 'merge']);
  if (open === undefined || !(await isAllowed())) {
    return undefined;
  }
  const correction =
    textIn(about, 'correction') ??
    (await line({
      title: open.taskTitle,
      prompt:
        open.asked.kind === 'merge'
          ? vscode.l10n.t('What is missing? It goes back to the builder with your line.')
          : vscode.l10n.t('What is wrong? The planner writes it again with your line.'),
    }));
  if (correction === undefined) {
    return undefined;
  }
  return give(tools, decisions.reject, { task: open.task, decision: open.id, correction });
}

/** Answers an agent's question: one of its proposals, or anything else. */
export async function answer(tools: Tools, about: unknown): Promise<TaskView | undefined> {
  const open = await pick(tools, about, ['question']);
  if (open?.asked.kind !== 'question' || !(await isAllowed())) {
    return undefined;
  }
  const { asked } = open;
  const text =
    textIn(about, 'text') ??
    (asked.options.length === 0
      ? await ownAnswer(open, asked.text)
      : await proposedAnswer(open, asked.text, asked.options));
  if (text === undefined) {
    return undefined;
  }
  return give(tools, decisions.answer, { task: open.task, decision: open.id, text });
}

/** Asks for an answer in the person's own words. */
export function ownAnswer(open: DecisionView, question: string): Promise<string | undefined> {
  return line({ title: open.taskTitle, prompt: question });
}

async function proposedAnswer(
  open: DecisionView,
  question: string,
  options: readonly string[],
): Promise<string | undefined> {
  const own = vscode.l10n.t('Answer…');
  const rows: vscode.QuickPickItem[] = options.map((label) => ({ label }));
  const chosen = await vscode.window.showQuickPick(
    [
      ...rows,
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: own, iconPath: new vscode.ThemeIcon('edit') },
    ],
    { title: open.taskTitle, placeHolder: firstLine(question, 300), ignoreFocusOut: true },
  );
  return chosen?.label === own ? ownAnswer(open, question) : chosen?.label;
}

/** What is judged, and how. */
export interface Judging {
  readonly task: string | undefined;
  readonly decision?: string | undefined;
  /** As shown; what the inbox has where it is not given. */
  readonly clusterRevision?: number | undefined;
  /** Ids of findings; none are all that are open. */
  readonly findings: readonly string[];
  readonly verdict: JudgementVerdict;
  /** Asked for where the verdict needs it and it is not given. */
  readonly line?: string | undefined;
}

function judgeOf(about: unknown): Omit<Judging, 'verdict'> {
  return {
    task: textIn(about, 'task'),
    decision: textIn(about, 'decision'),
    clusterRevision: numberIn(about, 'clusterRevision'),
    findings: textsIn(about, 'findings'),
    line: textIn(about, 'line'),
  };
}

/** Says what is to become of findings. */
export async function judge(tools: Tools, judging: Judging): Promise<TaskView | undefined> {
  const open = await pick(tools, judging, ['findings']);
  if (open?.asked.kind !== 'findings' || !(await isAllowed())) {
    return undefined;
  }
  const { verdict } = judging;
  const { asked } = open;
  const findings =
    judging.findings.length > 0
      ? judging.findings
      : asked.clusters
          .filter((cluster) => cluster.state === 'open')
          .flatMap((cluster) => cluster.findings);
  const said =
    judging.line ??
    (verdict === 'accept'
      ? ''
      : await line({ title: open.taskTitle, prompt: verdictPrompt(verdict) }));
  if (said === undefined) {
    return undefined;
  }
  return give(tools, decisions.judge, {
    task: open.task,
    decision: open.id,
    clusterRevision: judging.clusterRevision ?? asked.clusterRevision,
    judgements: [
      { findings: [...new Set(findings)], verdict, ...(said === '' ? {} : { line: said }) },
    ],
  });
}

function verdictPrompt(verdict: JudgementVerdict): string {
  switch (verdict) {
    case 'accept':
      return vscode.l10n.t('What should the builder know?');
    case 'dismiss':
      return vscode.l10n.t('Why is it no defect?');
    case 'push-back':
      return vscode.l10n.t('What is to be done instead? The builder gets your line.');
    case 'ask':
      return vscode.l10n.t('What do you want to know from the reviewer?');
  }
}

/** Hands a change to the merge train once the person saw what it is. */
export async function merge(tools: Tools, about: unknown): Promise<TaskView | undefined> {
  const listed = await pick(tools, about, ['merge']);
  const open = listed === undefined ? undefined : await whole(tools, listed);
  if (open?.asked.kind !== 'merge' || !(await isAllowed())) {
    return undefined;
  }
  const { asked } = open;
  const one = { task: open.task, decision: open.id };
  const yes = vscode.l10n.t('Merge');
  const look = vscode.l10n.t('Show the Change');
  const back = vscode.l10n.t('Send Back…');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Merge "{0}" into {1}?', open.taskTitle, asked.target),
    {
      modal: true,
      detail: mergeDetail(asked, (task) => tools.model.task(task)?.title, vscode.l10n.t),
    },
    yes,
    look,
    back,
  );
  switch (chosen) {
    case yes:
      return give(tools, decisions.merge, { ...one, head: asked.head });
    case look:
      await vscode.commands.executeCommand('tercet.diff', one);
      return undefined;
    case back:
      return reject(tools, one);
    case undefined:
      return undefined;
  }
}

/** Chooses how to go on where something is in the way. */
export async function resolve(tools: Tools, about: unknown): Promise<TaskView | undefined> {
  const open = await pick(tools, about, problems);
  if (open === undefined || !('options' in open.asked) || open.asked.kind === 'question') {
    return undefined;
  }
  if (!(await isAllowed())) {
    return undefined;
  }
  const one = { task: open.task, decision: open.id };
  const given = textIn(about, 'option');
  if (given !== undefined) {
    const said = textIn(about, 'line');
    return give(tools, decisions.resolve, {
      ...one,
      option: given,
      ...(said === undefined ? {} : { line: said }),
    });
  }
  const chosen = open.asked.kind === 'trust' ? await readAndChoose(open) : await chooseOption(open);
  if (chosen === undefined) {
    return undefined;
  }
  const said =
    chosen === 'retry'
      ? await line({
          title: open.taskTitle,
          prompt: vscode.l10n.t('What should the agent be told? Leave it empty for nothing.'),
          empty: true,
        })
      : '';
  if (said === undefined) {
    return undefined;
  }
  return give(tools, decisions.resolve, {
    ...one,
    option: chosen,
    ...(said === '' ? {} : { line: said }),
  });
}

interface OptionRow extends vscode.QuickPickItem {
  /** Undefined to see more first. */
  readonly option?: string;
}

/** The id of the option that the person chooses, in a list over the window. */
async function chooseOption(open: DecisionView): Promise<string | undefined> {
  const rows: OptionRow[] = optionsOf(open).map((option) => ({
    label: option.id,
    description: option.text,
    option: option.id,
  }));
  if (evidenceOf(open.asked) !== undefined) {
    rows.push(
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: vscode.l10n.t('Show all of it'), iconPath: new vscode.ThemeIcon('open-preview') },
    );
  }
  const chosen = await vscode.window.showQuickPick(rows, {
    title: open.taskTitle,
    placeHolder: askedShortly(open.asked, vscode.l10n.t),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return chosen !== undefined && chosen.option === undefined ? readAndChoose(open) : chosen?.option;
}

/** Opens all that the decision rests on, and asks beside it, so that it can be read. */
async function readAndChoose(open: DecisionView): Promise<string | undefined> {
  await showEvidence(open);
  const options = optionsOf(open);
  const chosen = await vscode.window.showWarningMessage(
    `${open.taskTitle}: ${askedShortly(open.asked, vscode.l10n.t)}`,
    ...options.map((option) => option.id),
  );
  return chosen;
}

function optionsOf(open: DecisionView): readonly Option[] {
  return 'options' in open.asked && open.asked.kind !== 'question' ? open.asked.options : [];
}

/** A decision with all that is needed to make it: a list leaves the files of a merge out. */
async function whole(tools: Tools, listed: DecisionView): Promise<DecisionView | undefined> {
  const { task, id } = listed;
  try {
    const asked = await tools.daemon.request(decisions.list, { task });
    return asked.decisions.find((one) => one.id === id) ?? listed;
  } catch (error) {
    await explain(tools, error, task);
    return undefined;
  }
}

/** The decision that is meant, asked for where it may be several. */
async function pick(tools: Tools, about: unknown, kinds: Kinds): Promise<DecisionView | undefined> {
  const task = textIn(about, 'task');
  let open = meant(tools.model.decisions, about, kinds);
  if (open.length === 0 && task !== undefined) {
    try {
      const asked = await tools.daemon.request(decisions.list, { task });
      open = meant(asked.decisions, about, kinds);
    } catch (error) {
      await explain(tools, error, task);
      return undefined;
    }
  }
  if (open.length > 1 && task === undefined) {
    const rows = open.map((one) => ({
      label: one.taskTitle,
      description: askedShortly(one.asked, vscode.l10n.t),
      one,
    }));
    const chosen = await vscode.window.showQuickPick(rows, {
      placeHolder: vscode.l10n.t('Which decision?'),
      matchOnDescription: true,
    });
    return chosen?.one;
  }
  if (open.length === 0) {
    await tools.model.list();
    await vscode.window.showInformationMessage(
      task === undefined
        ? vscode.l10n.t('Nothing of this kind waits for you.')
        : vscode.l10n.t('This is not open any more: it was decided elsewhere, or changed.'),
    );
  }
  return open[0];
}

/** Asks for one line of text. */
export async function line(asked: {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly empty?: boolean;
}): Promise<string | undefined> {
  const said = await vscode.window.showInputBox({
    title: asked.title,
    prompt: asked.prompt,
    ignoreFocusOut: true,
    ...(asked.value === undefined ? {} : { value: asked.value }),
    validateInput: (value) =>
      asked.empty === true || value.trim() !== '' ? undefined : vscode.l10n.t('A line is needed.'),
  });
  return said?.trim();
}
