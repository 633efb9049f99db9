import * as vscode from 'vscode';
import { decision as decisions, type TaskView } from '../../clients/typescript/src/protocol';
import { pick, whole } from './ask';
import { reject } from './approval';
import { give, isAllowed } from './command';
import { mergeDetail } from './mergeDetail';
import type { Tools } from './tools';

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
