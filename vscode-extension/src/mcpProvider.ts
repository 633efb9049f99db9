import * as vscode from 'vscode';
import { workingFolder } from './folders';
import type { Tools } from './tools';

/** Offers Tercet's own MCP server to the editor's agent mode, where the editor has one. */
export function registerMcpProvider({ daemon }: Tools): vscode.Disposable {
  const languageModels = vscode.lm as Partial<typeof vscode.lm> | undefined;
  if (languageModels?.registerMcpServerDefinitionProvider === undefined) {
    return new vscode.Disposable(() => undefined);
  }
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('tercet.path')) {
        changed.fire();
      }
    }),
    languageModels.registerMcpServerDefinitionProvider('tercet', {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => {
        if (!vscode.workspace.isTrusted) {
          return [];
        }
        const definition = new vscode.McpStdioServerDefinition(
          'Tercet',
          daemon.program,
          ['mcp'],
          {},
          daemon.ownVersion,
        );
        definition.cwd = vscode.Uri.file(workingFolder());
        return [definition];
      },
    }),
  );
}
