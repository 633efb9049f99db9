import { homedir } from 'node:os';
import * as vscode from 'vscode';

/** The folder that the user works in: the first that is open, else their home. */
export function workingFolder(): string {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.find((folder) => folder.uri.scheme === 'file')?.uri.fsPath ?? homedir();
}
