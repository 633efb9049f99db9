import * as vscode from 'vscode';
import { pageOf, type FindingThread } from './findings';
import type { Placed } from './threadSet';

const PAGE_SCHEME = 'tercet-findings';

/** The pages that hold findings which have no place in a file, one for each task. */
export class FindingPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registered: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor() {
    this.registered = vscode.workspace.registerTextDocumentContentProvider(PAGE_SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.texts.get(uri.toString()) ??
      vscode.l10n.t('These findings are not shown any more. Open the change again.')
    );
  }

  uri(task: string): vscode.Uri {
    const name = vscode.l10n.t('Findings without a place');
    return vscode.Uri.from({ scheme: PAGE_SCHEME, authority: task, path: `/${name}.md` });
  }

  /** Writes a task's page, and says where each thread is on it. */
  write(task: string, title: string, placeless: readonly FindingThread[]): Placed[] {
    const uri = this.uri(task);
    const page = pageOf(placeless, title, vscode.l10n.t);
    if (this.texts.get(uri.toString()) !== page.text) {
      this.texts.set(uri.toString(), page.text);
      this.changed.fire(uri);
    }
    return placeless.map((thread) => {
      const line = (page.lines.get(thread.cluster) ?? 1) - 1;
      return { thread, uri, range: new vscode.Range(line, 0, line, 0) };
    });
  }

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
    this.texts.clear();
  }
}
