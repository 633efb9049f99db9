import * as vscode from 'vscode';
import type { Row } from './row';

/** A row as the editor shows it. */
export function itemOf(
  row: Row,
  id: string,
  collapsible: vscode.TreeItemCollapsibleState = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, collapsible);
  item.id = id;
  item.description = row.description;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  const tooltip = new vscode.MarkdownString(row.tooltip, true);
  item.tooltip = tooltip;
  item.contextValue = row.context;
  item.accessibilityInformation = { label: row.spoken };
  return item;
}
