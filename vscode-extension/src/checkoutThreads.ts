import * as vscode from 'vscode';
import { finding } from '../../clients/typescript/src/protocol';
import { threads } from './findings';
import { pathIn } from './paths';
import { linesOf } from './reviewThreads';
import { ThreadSet } from './threadSet';
import type { Tools } from './tools';
import { reasonOf } from './words';

/** A text beyond this is not sent to be compared at each edit. */
const LONGEST_TEXT = 1 << 20;
/** How long typing has to rest before places are looked for again. */
const REST = 400;

/**
 * Findings that wait for a judgement, beside the lines of files that are open: in the main checkout
 * and in tasks' worktrees. Where the lines are by now is the daemon's to say.
 */
export class CheckoutThreads implements vscode.Disposable {
  /** By document and task. */
  private readonly sets = new Map<string, Map<string, ThreadSet>>();
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly tools: Tools,
    private readonly controller: vscode.CommentController,
  ) {
    this.listening = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.lookAtAll()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.look(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document.uri.toString())),
      tools.model.onDidChangeInbox(() => this.lookAtAll()),
    );
    this.lookAtAll();
  }

  get all(): ThreadSet[] {
    return [...this.sets.values()].flatMap((sets) => [...sets.values()]);
  }

  /** Looks again at every file that is seen, or was and is still open. */
  lookAtAll(): void {
    const seen = new Set(
      vscode.window.visibleTextEditors.map((editor) => editor.document.uri.toString()),
    );
    for (const document of vscode.workspace.textDocuments) {
      const name = document.uri.toString();
      if (seen.has(name) || this.sets.has(name)) {
        this.look(document);
      }
    }
  }

  dispose(): void {
    this.listening.dispose();
    this.pending.forEach((timer) => clearTimeout(timer));
    [...this.sets.keys()].forEach((name) => this.forget(name));
  }

  private look(document: vscode.TextDocument): void {
    const name = document.uri.toString();
    if (document.uri.scheme !== 'file' || (!this.sets.has(name) && this.tasks().length === 0)) {
      return;
    }
    clearTimeout(this.pending.get(name));
    this.pending.set(
      name,
      setTimeout(() => {
        this.pending.delete(name);
        this.draw(document).catch((error: unknown) => {
          this.tools.log.warn(`findings in ${name} are not shown: ${reasonOf(error)}`);
        });
      }, REST),
    );
  }

  private forget(name: string): void {
    clearTimeout(this.pending.get(name));
    this.pending.delete(name);
    this.sets.get(name)?.forEach((set) => set.dispose());
    this.sets.delete(name);
  }

  /** The tasks that ask what is to become of findings. */
  private tasks(): { readonly task: string; readonly repository: string }[] {
    return this.tools.model.decisions.filter((decision) => decision.asked.kind === 'findings');
  }

  private async draw(document: vscode.TextDocument): Promise<void> {
    const name = document.uri.toString();
    const sets = this.sets.get(name) ?? new Map<string, ThreadSet>();
    this.sets.set(name, sets);
    const asking = this.tasks();
    for (const [task, set] of sets) {
      if (!asking.some((one) => one.task === task)) {
        set.dispose();
        sets.delete(task);
      }
    }
    for (const { task, repository } of asking) {
      await this.drawTask(document, sets, task, repository);
    }
    if (document.isClosed) {
      this.forget(name);
    }
  }

  private async drawTask(
    document: vscode.TextDocument,
    sets: Map<string, ThreadSet>,
    task: string,
    repository: string,
  ): Promise<void> {
    const { daemon, model } = this.tools;
    const { worktree } = await model.view(task);
    const file = document.uri.fsPath;
    const path = (worktree && pathIn(worktree, file)) ?? pathIn(repository, file);
    const text = document.getText();
    if (path === undefined || text.length > LONGEST_TEXT) {
      return;
    }
    const [list, { places }] = await Promise.all([
      daemon.request(finding.list, { task }),
      daemon.request(finding.place, { task, path, text }),
    ]);
    const found = threads(task, list, places, vscode.l10n.t).flatMap((thread) =>
      thread.open && thread.place !== undefined
        ? [{ thread, uri: document.uri, range: linesOf(thread.place) }]
        : [],
    );
    if (found.length > 0 || sets.has(task)) {
      const set = sets.get(task) ?? new ThreadSet(this.controller, false);
      sets.set(task, set);
      set.show(found, list.clusterRevision);
    }
  }
}
