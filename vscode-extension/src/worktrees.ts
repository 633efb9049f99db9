import * as vscode from 'vscode';
import { textIn } from './about';
import { explain } from './command';
import type { Tools } from './tools';

/** Opens a task's worktree in a window of its own. */
export function registerWorktrees(tools: Tools): vscode.Disposable {
  return vscode.commands.registerCommand('tercet.openWorktree', async (about: unknown) => {
    const task = textIn(about, 'task');
    if (task === undefined) {
      return;
    }
    try {
      const { worktree } = await tools.model.view(task);
      if (worktree === undefined) {
        await vscode.window.showInformationMessage(
          vscode.l10n.t('This task has no worktree: it was not made yet, or is removed already.'),
        );
        return;
      }
      await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(worktree), {
        forceNewWindow: true,
      });
    } catch (error) {
      await explain(tools, error, task);
    }
  });
}
