import * as vscode from 'vscode';
import { Changes, registerChanges } from './changes';
import { Daemon } from './daemon';
import { registerDecide } from './decide';
import { registerFindingThreads } from './findingThreads';
import { registerInboxTree } from './inboxTree';
import { registerLanguageClient } from './languageClient';
import { registerMcpProvider } from './mcpProvider';
import { Model } from './model';
import { registerNewTask } from './newTask';
import { registerNotifications } from './notifications';
import { Seen } from './seen';
import { registerSpecReview } from './specReview';
import { registerStatusBar } from './statusBar';
import { registerTaskCommands } from './taskCommands';
import { registerTaskTree } from './taskTree';
import { registerTextDocuments } from './textDocuments';
import type { Tools } from './tools';
import { registerTranscripts } from './transcript';
import { registerWelcome } from './welcome';
import { registerWorktrees } from './worktrees';

/** Wires the features; each is a file of its own. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Tercet', { log: true });
  const daemon = new Daemon(context);
  const model = new Model(daemon, log);
  const seen = new Seen(context.globalState);
  const tools: Tools = { context, daemon, model, seen, log };
  const changes = new Changes(tools);
  context.subscriptions.push(
    log,
    daemon,
    model,
    registerWelcome(tools),
    registerInboxTree(tools),
    registerTaskTree(tools),
    registerStatusBar(tools),
    registerTextDocuments(tools),
    registerDecide(tools),
    registerTaskCommands(tools),
    registerNewTask(tools),
    registerSpecReview(tools),
    registerNotifications(tools),
    changes,
    registerChanges(tools, changes),
    registerFindingThreads(tools, changes),
    registerTranscripts(tools),
    registerWorktrees(tools),
    registerMcpProvider(tools),
    registerLanguageClient(tools),
  );
  daemon.connect();
}
