import type * as vscode from 'vscode';
import type { Daemon } from './daemon';
import type { Model } from './model';

/** What every feature is built on. */
export interface Tools {
  readonly context: vscode.ExtensionContext;
  readonly daemon: Daemon;
  readonly model: Model;
  readonly log: vscode.LogOutputChannel;
}
