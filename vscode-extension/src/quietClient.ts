import { PassThrough } from 'node:stream';
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
import { line } from './ask';
import { workingFolder } from './folders';

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

/**
 * Leaves commands and reconnecting to the extension. A bundle of its own, loaded once the views have
 * their rows: what it is made of takes as long to load as all the rest.
 */
export class QuietClient extends LanguageClient {
  constructor(log: vscode.LogOutputChannel) {
    super('tercet', 'Tercet', connect, options(log));
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
