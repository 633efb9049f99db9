import path from 'node:path';
import * as vscode from 'vscode';
import type { DecisionView } from '../../clients/typescript/src/protocol';
import { answer, ownAnswer } from './question';
import { askedShortly } from './inboxRow';
import { loudnessOf, NewDecisions, NewEnds, type Loudness } from './news';
import type { Tools } from './tools';
import { firstLine } from './words';

/** More new decisions than this at once are told as one. */
const MOST_AT_ONCE = 3;
/** A message with more buttons than this is hard to read. */
const MOST_OPTIONS = 3;

/** Tells of new decisions, with buttons that answer, as loudly as the setting says. */
export function registerNotifications(tools: Tools): vscode.Disposable {
  const { model } = tools;
  const decisions = new NewDecisions();
  const ends = new NewEnds();
  return vscode.Disposable.from(
    model.onDidChangeInbox(() => {
      if (!model.isAsked) {
        return;
      }
      const news = decisions.take(model.decisions).filter((one) => isMine(one.repository));
      if (loudness() !== 'off') {
        tell(tools, news);
      }
    }),
    model.onDidChangeTasks((id) => {
      const tasks = id === undefined ? model.tasks : [model.task(id)];
      for (const task of tasks) {
        if (
          task !== undefined &&
          ends.take(task) &&
          loudness() === 'all' &&
          isMine(task.repository)
        ) {
          void tellEnd(task.id, `${task.title}: ${task.state.text}`);
        }
      }
    }),
  );
}

function loudness(): Loudness {
  return loudnessOf(vscode.workspace.getConfiguration('tercet').get('notifications'));
}

/** Of several windows the one with the repository tells; where none has it, the one in front. */
function isMine(repository: string): boolean {
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const within = folders.some(
    (folder) => isBelow(folder, repository) || isBelow(repository, folder),
  );
  return within || (folders.length === 0 && vscode.window.state.focused);
}

function isBelow(inner: string, outer: string): boolean {
  const way = path.relative(outer, inner);
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way));
}

function tell(tools: Tools, news: readonly DecisionView[]): void {
  if (news.length > MOST_AT_ONCE) {
    void tellMany(news.length);
    return;
  }
  for (const one of news) {
    void tellOne(tools, one);
  }
}

async function tellMany(count: number): Promise<void> {
  const open = vscode.l10n.t('Open the Inbox');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Tercet: {0} new decisions wait for you', count),
    open,
  );
  if (chosen === open) {
    await vscode.commands.executeCommand('tercet.inbox.focus');
  }
}

async function tellEnd(task: string, text: string): Promise<void> {
  const show = vscode.l10n.t('Show');
  if ((await vscode.window.showInformationMessage(text, show)) === show) {
    await vscode.commands.executeCommand('tercet.show', { task });
  }
}

async function tellOne(tools: Tools, open: DecisionView): Promise<void> {
  const about = { task: open.task, decision: open.id };
  const text = `${open.taskTitle}: ${askedShortly(open.asked, vscode.l10n.t)}`;
  if (open.asked.kind === 'question') {
    await tellQuestion(tools, open, open.asked.text, open.asked.options);
    return;
  }
  const act = actionOf(open);
  const show = isSerious(open)
    ? vscode.window.showWarningMessage
    : vscode.window.showInformationMessage;
  if ((await show(text, act)) === act) {
    await vscode.commands.executeCommand('tercet.decide', about);
  }
}

async function tellQuestion(
  tools: Tools,
  open: DecisionView,
  question: string,
  options: readonly string[],
): Promise<void> {
  const own = vscode.l10n.t('Answer…');
  const offered = options.length <= MOST_OPTIONS ? options : [];
  const chosen = await vscode.window.showInformationMessage(
    `${open.taskTitle}: ${firstLine(question, 300)}`,
    ...offered,
    own,
  );
  if (chosen === undefined) {
    return;
  }
  const text =
    chosen !== own
      ? chosen
      : options.length > MOST_OPTIONS
        ? undefined
        : await ownAnswer(open, question);
  if (text !== undefined || chosen !== own || options.length > MOST_OPTIONS) {
    await answer(tools, {
      task: open.task,
      decision: open.id,
      ...(text === undefined ? {} : { text }),
    });
  }
}

function actionOf(open: DecisionView): string {
  switch (open.asked.kind) {
    case 'approval':
      return vscode.l10n.t('Review');
    case 'findings':
      return vscode.l10n.t('Judge');
    case 'merge':
      return vscode.l10n.t('Merge…');
    case 'question':
      return vscode.l10n.t('Answer…');
    case 'failure':
    case 'conflict':
    case 'limit':
    case 'trust':
    case 'boundary':
    case 'footprint':
      return vscode.l10n.t('Decide…');
    default:
      return vscode.l10n.t('Show');
  }
}

function isSerious(open: DecisionView): boolean {
  switch (open.asked.kind) {
    case 'failure':
    case 'conflict':
    case 'limit':
    case 'trust':
    case 'boundary':
      return true;
    case 'approval':
    case 'question':
    case 'findings':
    case 'merge':
    case 'footprint':
      return false;
    default:
      return false;
  }
}
