import * as vscode from 'vscode';
import { Daemon } from './daemon';
import { registerInboxTree } from './inboxTree';
import { registerLanguageClient } from './languageClient';
import { Model } from './model';
import { registerTaskTree } from './taskTree';
import type { Tools } from './tools';

/** Wires the features; each is a file of its own. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Tercet', { log: true });
  const daemon = new Daemon(context);
  const model = new Model(daemon, log);
  const tools: Tools = { context, daemon, model, log };
  context.subscriptions.push(
    log,
    daemon,
    model,
    registerInboxTree(tools),
    registerTaskTree(tools),
    registerLanguageClient(tools),
  );
  daemon.connect();
}
