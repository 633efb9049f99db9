import * as vscode from 'vscode';
import { server } from '../../clients/typescript/src/protocol';
import { explain } from './command';
import { compareVersions, describeState } from './daemonState';
import { remedies } from './remedies';
import { statusWords } from './statusWords';
import type { Tools } from './tools';
import { reasonOf } from './words';

/** The status bar item: what needs the person; behind it, what is the matter and what to do. */
export function registerStatusBar(tools: Tools): vscode.Disposable {
  const { daemon, model } = tools;
  const item = vscode.window.createStatusBarItem(
    'tercet.status',
    vscode.StatusBarAlignment.Left,
    50,
  );
  item.name = 'Tercet';
  item.command = 'tercet.status';
  const refresh = () => {
    const { text, tooltip, level } = statusWords(
      daemon.state,
      daemon.ownVersion,
      model.decisions,
      model.tasks,
      vscode.l10n.t,
    );
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `Tercet: ${tooltip.replaceAll('\n', ' ')}` };
    item.backgroundColor = background(level);
    item.show();
  };
  refresh();
  return vscode.Disposable.from(
    item,
    daemon.onDidChangeState(refresh),
    model.onDidChangeInbox(refresh),
    model.onDidChangeTasks(refresh),
    vscode.commands.registerCommand('tercet.status', () => status(tools)),
    vscode.commands.registerCommand('tercet.reconnect', () => daemon.reopen()),
    vscode.commands.registerCommand('tercet.restartDaemon', () => restart(tools)),
    vscode.commands.registerCommand('tercet.showLog', () => tools.log.show()),
    vscode.commands.registerCommand('tercet.choosePath', () => choosePath()),
  );
}

function background(
  level: 'quiet' | 'prominent' | 'warning' | 'error',
): vscode.ThemeColor | undefined {
  switch (level) {
    case 'quiet':
    case 'prominent':
      return undefined;
    case 'warning':
      return new vscode.ThemeColor('statusBarItem.warningBackground');
    case 'error':
      return new vscode.ThemeColor('statusBarItem.errorBackground');
  }
}

/** The inbox, where all is well; else what is wrong, with what can be done about it. */
async function status(tools: Tools): Promise<void> {
  const { state, ownVersion } = tools.daemon;
  const well =
    state.kind === 'connected' &&
    !state.draining &&
    compareVersions(state.version, ownVersion) === 'same';
  if (well) {
    await vscode.commands.executeCommand('tercet.inbox.focus');
    return;
  }
  const rows = remedies(state, vscode.l10n.t).map(({ label, command }) => ({ label, command }));
  const chosen = await vscode.window.showQuickPick(rows, {
    title: 'Tercet',
    placeHolder: describeState(state, ownVersion, vscode.l10n.t),
  });
  if (chosen !== undefined) {
    await vscode.commands.executeCommand(chosen.command);
  }
}

/** Ends the daemon once nothing would be lost by it; the connection starts the next. */
async function restart(tools: Tools): Promise<void> {
  try {
    const now = await tools.daemon.request(server.drain, {});
    if (now.running > 0) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t(
          'Tercet restarts once its {0} runs have come to the end of their item.',
          now.running,
        ),
      );
    }
  } catch (error) {
    tools.log.warn(`the daemon could not be asked to end: ${reasonOf(error)}`);
    await explain(tools, error);
  }
}

async function choosePath(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('The tercet Program'),
    openLabel: vscode.l10n.t('Use This'),
  });
  const file = chosen?.[0];
  if (file !== undefined) {
    await vscode.workspace
      .getConfiguration('tercet')
      .update('path', file.fsPath, vscode.ConfigurationTarget.Global);
  }
}
