import * as vscode from 'vscode';
import {
  decision as decisions,
  type DecisionView,
  type Option,
  type TaskView,
} from '../../clients/typescript/src/protocol';
import { textIn } from './about';
import { line, pick } from './ask';
import { problems } from './choice';
import { give, isAllowed } from './command';
import { evidenceOf } from './evidence';
import { askedShortly } from './inboxRow';
import { showEvidence } from './textDocuments';
import type { Tools } from './tools';

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
