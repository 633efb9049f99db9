import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type DynamicFeature,
  type LanguageClientOptions,
  type StaticFeature,
  type StreamInfo,
} from 'vscode-languageclient/node';
import { greet } from '../../clients/typescript/src/greeting';
import { socketPath, tercetHome } from '../../clients/typescript/src/home';
import { workingFolder } from './daemon';
import type { Tools } from './tools';
import { reasonOf } from './words';

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
  return vscode.Disposable.from(
    daemon.onDidChangeState(begin),
    vscode.workspace.onDidGrantWorkspaceTrust(begin),
    new vscode.Disposable(end),
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
  return { reader: socket, writer: socket };
}

/** Leaves commands and reconnecting to the extension. */
class QuietClient extends LanguageClient {
  constructor(server: () => Promise<StreamInfo>, log: vscode.LogOutputChannel) {
    super('tercet', 'Tercet', server, options(log));
  }

  /** The server's commands are the extension's own, which ask and show in this editor's way. */
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const { registrationType } = feature as Partial<DynamicFeature<unknown>>;
    if (registrationType?.method !== 'workspace/executeCommand') {
      super.registerFeature(feature);
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
