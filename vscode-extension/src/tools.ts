import type * as vscode from 'vscode';
import type { Daemon } from './daemon';
import type { Model } from './model';
import type { Seen } from './seen';

/** What every feature is built on. */
export interface Tools {
  readonly context: vscode.ExtensionContext;
  readonly daemon: Daemon;
  readonly model: Model;
  readonly seen: Seen;
  readonly log: vscode.LogOutputChannel;
}
