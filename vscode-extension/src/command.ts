import * as vscode from 'vscode';
import { DaemonStopped } from '../../clients/typescript/src/client';
import type { RequestType, TaskView } from '../../clients/typescript/src/protocol';
import { refusalOf } from './refusal';
import type { Tools } from './tools';

/**
 * Sends a command, takes in what it answers, and tells the person once where it was refused: with
 * what there is now, and a way to look at it. Undefined where it was.
 */
export async function give<P extends { readonly task?: string; readonly key?: string }>(
  tools: Tools,
  type: RequestType<P, TaskView>,
  params: P,
): Promise<TaskView | undefined> {
  if (!(await isAllowed())) {
    return undefined;
  }
  try {
    const view = await vscode.window.withProgress({ location: { viewId: 'tercet.inbox' } }, () =>
      tools.daemon.command(type, params),
    );
    tools.model.take(view);
    return view;
  } catch (error) {
    await explain(tools, error, params.task);
    return undefined;
  }
}

/** Whether this window may change anything; says why where it may not. */
export async function isAllowed(): Promise<boolean> {
  if (vscode.workspace.isTrusted) {
    return true;
  }
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('This folder is not trusted: Tercet shows tasks here and changes nothing.'),
    manage,
  );
  if (chosen === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}

/** Says why something was not done; what changed meanwhile can be looked at. */
export async function explain(tools: Tools, error: unknown, task?: string): Promise<void> {
  if (error instanceof DaemonStopped) {
    await offerStart(tools);
    return;
  }
  const refusal = refusalOf(error, vscode.l10n.t);
  tools.log.warn(refusal.text);
  switch (refusal.kind) {
    case 'stale':
    case 'decided': {
      await tools.model.list();
      const look = vscode.l10n.t('Show');
      const chosen = await vscode.window.showWarningMessage(refusal.text, look);
      if (chosen === look) {
        await lookAgain(tools, task);
      }
      return;
    }
    case 'gone':
      await tools.model.list();
      await vscode.window.showWarningMessage(refusal.text);
      return;
    case 'other': {
      const log = vscode.l10n.t('Show Log');
      if ((await vscode.window.showErrorMessage(refusal.text, log)) === log) {
        tools.log.show();
      }
    }
  }
}

/** Nothing is done behind the back of a person who stopped the daemon. */
async function offerStart({ daemon }: Tools): Promise<void> {
  const start = vscode.l10n.t('Start Tercet');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Tercet was stopped. Its tasks go on when it is started again.'),
    start,
  );
  if (chosen === start) {
    daemon.reopen();
  }
}

/** Shows what is asked of a task by now, else how it stands. */
async function lookAgain(tools: Tools, task: string | undefined): Promise<void> {
  const open = tools.model.decisions.find((one) => one.task === task);
  await (open === undefined
    ? vscode.commands.executeCommand('tercet.show', { task })
    : vscode.commands.executeCommand('tercet.decide', { task, decision: open.id }));
}
