import * as vscode from 'vscode';
import {
  decision as decisions,
  type DecisionView,
  type TaskView,
} from '../../clients/typescript/src/protocol';
import { textIn } from './about';
import { line, pick } from './ask';
import { give, isAllowed } from './command';
import type { Tools } from './tools';
import { firstLine } from './words';

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
