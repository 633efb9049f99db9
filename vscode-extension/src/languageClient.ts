import * as vscode from 'vscode';
import type { QuietClient } from './quietClient';
import type { Tools } from './tools';
import { reasonOf } from './words';

/** Loading it keeps this process from all else for a while, so the views are drawn before. */
const LATER = 1000;

/** Commands that the language server does whole: it shows pages, and asks by `tercet/ask`. */
const DONE_BY_SERVER = [
  'doctor',
  'init',
  'findings',
  'showEdits',
  'preset.bind',
  'workflow.eject',
  'journal.verify',
];

/**
 * Tercet's language server in this window, over a connection of its own to the daemon: it begins
 * once the views have their rows, and begins anew when the daemon does.
 */
export function registerLanguageClient({ daemon, model, log }: Tools): vscode.Disposable {
  let client: QuietClient | undefined;
  let begun = Promise.resolve();
  let disposed = false;
  const end = () => {
    const ended = client;
    client = undefined;
    ended?.dispose().catch(() => undefined);
  };
  const start = async () => {
    const isWanted = !disposed && daemon.state.kind === 'connected' && vscode.workspace.isTrusted;
    if (!isWanted || client?.isRunning() === true) {
      return;
    }
    end();
    try {
      const { QuietClient } = await import('./quietClient');
      client = new QuietClient(log);
      await client.start();
    } catch (error) {
      log.warn(`the language server did not start: ${reasonOf(error)}`);
    }
  };
  const begin = () => (begun = begun.then(start));
  let pending: NodeJS.Timeout | undefined;
  const beginLater = () => {
    pending ??= setTimeout(() => {
      pending = undefined;
      void begin();
    }, LATER);
  };
  const pass = async (command: string, about: unknown) => {
    await begin();
    if (client?.isRunning() !== true) {
      await vscode.window.showWarningMessage(
        vscode.l10n.t('Tercet is not connected; its status is in the status bar.'),
      );
      return;
    }
    const given = about === undefined ? [] : [plain(about)];
    try {
      await client.sendRequest('workspace/executeCommand', { command, arguments: given });
    } catch (error) {
      await vscode.window.showErrorMessage(reasonOf(error));
    }
  };
  return vscode.Disposable.from(
    ...DONE_BY_SERVER.map((name) => `tercet.${name}`).map((name) =>
      vscode.commands.registerCommand(name, (about: unknown) => pass(name, about)),
    ),
    model.onDidChangeInbox(beginLater),
    vscode.workspace.onDidGrantWorkspaceTrust(beginLater),
    new vscode.Disposable(() => {
      disposed = true;
      clearTimeout(pending);
      end();
    }),
  );
}

/** What of a row or an argument the server may read: texts, numbers and lists of them. */
function plain(about: unknown): Record<string, unknown> {
  const members = typeof about === 'object' && about !== null ? Object.entries(about) : [];
  return Object.fromEntries(
    members.filter(
      ([name, value]) => name !== 'kind' && (typeof value !== 'object' || Array.isArray(value)),
    ),
  );
}
