import * as vscode from 'vscode';
import type { Tools } from './tools';

/** The task that a person means, where a command was given none. */
export async function chooseTask({ model }: Tools): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(
    model.tasks.map((task) => ({
      label: task.title,
      description: task.state.text,
      detail: task.id,
      task: task.id,
    })),
    { placeHolder: vscode.l10n.t('Of which task?'), matchOnDetail: true },
  );
  return picked?.task;
}
