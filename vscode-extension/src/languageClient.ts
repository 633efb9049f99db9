import { PassThrough } from 'node:stream';
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  type DynamicFeature,
  type LanguageClientOptions,
  type StaticFeature,
  type StreamInfo,
} from 'vscode-languageclient/node';
import { greet } from '../../clients/typescript/src/greeting';
import { socketPath, tercetHome } from '../../clients/typescript/src/home';
import { workingFolder } from './daemon';
import { line } from './ask';
import type { Tools } from './tools';
import { reasonOf } from './words';

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
 * when the daemon answers and begins anew when the daemon does.
 */
export function registerLanguageClient({ daemon, log }: Tools): vscode.Disposable {
  let client: QuietClient | undefined;
  const end = () => {
    const ended = client;
    client = undefined;
    ended?.dispose().catch(() => undefined);
  };
  const begin = () => {
    if (daemon.state.kind !== 'connected' || !vscode.workspace.isTrusted) {
      return;
    }
    if (client?.isRunning() !== true) {
      end();
      client = new QuietClient(connect, log);
      client.start().catch((error: unknown) => {
        log.warn(`the language server did not start: ${reasonOf(error)}`);
      });
    }
  };
  begin();
  const pass = async (command: string, about: unknown) => {
    if (client?.isRunning() !== true) {
      await vscode.window.showWarningMessage(
        vscode.l10n.t('Tercet is not connected; its status is in the status bar.'),
      );
      return;
    }
    const given = about === undefined ? [] : [plain(about)];
    try {
      await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: given });
    } catch (error) {
      await vscode.window.showErrorMessage(reasonOf(error));
    }
  };
  return vscode.Disposable.from(
    ...DONE_BY_SERVER.map((name) => `tercet.${name}`).map((name) =>
      vscode.commands.registerCommand(name, (about: unknown) => pass(name, about)),
    ),
    daemon.onDidChangeState(begin),
    vscode.workspace.onDidGrantWorkspaceTrust(begin),
    new vscode.Disposable(end),
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

/** A connection that speaks LSP behind the greeting. */
async function connect(): Promise<StreamInfo> {
  const path = await socketPath(tercetHome());
  const { socket, rest } = await greet(path, {
    speech: 'lsp',
    folder: workingFolder(),
    program: 'vscode',
  });
  if (rest.length > 0) {
    socket.unshift(rest);
  }
  // A paused stream stays paused when it gets a reader; piping lets it flow.
  return { reader: socket.pipe(new PassThrough()), writer: socket };
}

/** Leaves commands and reconnecting to the extension. */
class QuietClient extends LanguageClient {
  constructor(server: () => Promise<StreamInfo>, log: vscode.LogOutputChannel) {
    super('tercet', 'Tercet', server, options(log));
    this.registerFeature({
      fillClientCapabilities: (capabilities) => {
        capabilities.experimental = { tercet: { ask: true } };
      },
      initialize: () => undefined,
      getState: () => ({ kind: 'static' }),
      clear: () => undefined,
    });
    this.onRequest('tercet/ask', (asked: Asked) => ask(asked));
  }

  /** The server's commands are the extension's own, which ask and show in this editor's way. */
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const { registrationType } = feature as Partial<DynamicFeature<unknown>>;
    if (registrationType?.method !== 'workspace/executeCommand') {
      super.registerFeature(feature);
    }
  }
}

/** What a command of the server lacks. */
interface Asked {
  readonly kind: 'line' | 'choice' | 'confirm';
  readonly prompt: string;
  readonly options?: readonly { readonly id: string; readonly text: string }[];
}

/** Asks the person; nothing in the answer where they changed their mind. */
async function ask(asked: Asked): Promise<{ readonly value?: string }> {
  switch (asked.kind) {
    case 'line': {
      const value = await line({ title: 'Tercet', prompt: asked.prompt });
      return value === undefined ? {} : { value };
    }
    case 'choice':
    case 'confirm': {
      const rows = (asked.options ?? []).map(({ id, text }) => ({ label: text, id }));
      const chosen = await vscode.window.showQuickPick(rows, { placeHolder: asked.prompt });
      return chosen === undefined ? {} : { value: chosen.id };
    }
  }
}

function options(log: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [{ scheme: 'file' }],
    outputChannel: log,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
    },
    initializationFailedHandler: () => false,
  };
}
