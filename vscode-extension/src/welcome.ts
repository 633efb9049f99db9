import * as vscode from 'vscode';
import { describeState } from './daemonState';
import type { Tools } from './tools';

/** Says to the views' welcome texts and menus how things stand. */
export function registerWelcome({ daemon, model }: Tools): vscode.Disposable {
  const told = new Map<string, string | boolean>();
  const set = (name: string, value: string | boolean) => {
    if (told.get(name) !== value) {
      told.set(name, value);
      void vscode.commands.executeCommand('setContext', `tercet.${name}`, value);
    }
  };
  const refresh = () => {
    set('daemon', daemon.state.kind);
    set('listed', model.isListed);
    set('empty', model.tasks.length === 0);
  };
  refresh();
  return vscode.Disposable.from(
    daemon.onDidChangeState(refresh),
    model.onDidChangeTasks(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      daemon.reopen();
      refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('tercet.path')) {
        daemon.reopen();
      }
    }),
    vscode.commands.registerCommand('tercet.walkthrough', () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        'tercet.tercet#tercet.begin',
        false,
      ),
    ),
  );
}

/** Whether a view has no rows because of what it says above them, and not because they are to come. */
export function isToldOtherwise({ daemon, model }: Tools): boolean {
  const { kind } = daemon.state;
  return model.problem !== undefined || (kind !== 'connecting' && kind !== 'connected');
}

/** What a view says above its rows: nothing while there is a connection. */
export function viewMessage({ daemon, model }: Tools): string | undefined {
  if (daemon.state.kind !== 'connected') {
    return describeState(daemon.state, daemon.ownVersion, vscode.l10n.t);
  }
  return model.problem === undefined
    ? undefined
    : vscode.l10n.t('Tasks could not be listed: {0}', model.problem);
}
