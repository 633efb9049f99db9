import * as vscode from 'vscode';
import {
  finding,
  type FindingList,
  type FindingPlace,
} from '../../clients/typescript/src/protocol';
import type { Shown } from './changes';
import { uriOf } from './fileSides';
import type { FindingPages } from './findingPage';
import { threadsByCommit, type FindingThread } from './findings';
import { sideOf } from './sides';
import { ThreadSet, type Placed } from './threadSet';
import type { Tools } from './tools';

const PAGE = 'page';

/** The findings of one task on the documents of the commits that are shown of it. */
export class ReviewThreads implements vscode.Disposable {
  /** Commits on the right of a diff, and reviewed ones on the left. */
  private readonly after = new Set<string>();
  private readonly before = new Set<string>();
  /** Commits of which a document was open; one that was not may be about to. */
  private readonly seen = new Set<string>();
  private readonly sets = new Map<string, ThreadSet>();
  private drawing: Promise<void> | undefined;
  /** Goes up with each wish to draw; one that comes while it is drawn is fulfilled after that. */
  private wanted = 0;
  private disposed = false;

  constructor(
    private readonly tools: Tools,
    private readonly controller: vscode.CommentController,
    private readonly pages: FindingPages,
    private readonly task: string,
  ) {}

  /** Takes in a change that is shown. */
  add({ scope, from, to }: Shown): void {
    this.after.add(to);
    if (scope.kind !== 'all' && scope.kind !== 'run') {
      this.before.add(from);
    }
  }

  /**
   * Takes in which documents are open. Commits of which none is open any more are forgotten; whether
   * anything is left.
   */
  prune(open: readonly vscode.Uri[]): boolean {
    const commits = new Set(
      open.flatMap((uri) => {
        const side = sideOf(uri);
        return side?.task === this.task ? [side.commit] : [];
      }),
    );
    const gone = [...this.seen].filter((commit) => !commits.has(commit));
    for (const known of [this.after, this.before, this.seen]) {
      gone.forEach((commit) => known.delete(commit));
    }
    commits.forEach((commit) => this.seen.add(commit));
    for (const [name, set] of this.sets) {
      const isShown = name === PAGE ? this.after.size > 0 : !gone.includes(name);
      if (!isShown) {
        set.dispose();
        this.sets.delete(name);
      }
    }
    return commits.size > 0 || this.after.size > 0;
  }

  /** Draws what is known by now; one drawing at a time, so that the newer one is the last. */
  async refresh(): Promise<void> {
    this.wanted++;
    this.drawing ??= this.drawUntilDone();
    await this.drawing;
  }

  private async drawUntilDone(): Promise<void> {
    try {
      let drawn: number;
      do {
        drawn = this.wanted;
        await this.draw();
      } while (drawn !== this.wanted);
    } finally {
      this.drawing = undefined;
    }
  }

  private async draw(): Promise<void> {
    if (this.after.size === 0) {
      await this.adopt();
    }
    const [list, after, before] = await Promise.all([
      this.tools.daemon.request(finding.list, { task: this.task }),
      this.places(this.after),
      this.places(this.before),
    ]);
    if (this.disposed) {
      return;
    }
    const found = threadsByCommit(this.task, list, { after, before }, vscode.l10n.t);
    for (const [commit, threads] of found) {
      this.set(commit).show(
        threads.flatMap((thread) => placed(thread, commit)),
        list.clusterRevision,
      );
    }
    this.drawPage(list, found);
  }

  /** Takes in what is open from before this window was loaded again. */
  private async adopt(): Promise<void> {
    const { base, head } = await this.tools.model.view(this.task);
    const { passes } = await this.tools.daemon.request(finding.list, { task: this.task });
    const order = [...passes.map((pass) => pass.commit), head];
    const open = [...this.seen]
      .filter((commit) => commit !== base)
      .sort((left, right) => order.lastIndexOf(left) - order.lastIndexOf(right));
    const newest = open.pop();
    if (newest !== undefined) {
      this.after.add(newest);
      open.forEach((commit) => this.before.add(commit));
    }
  }

  /** The page of findings without a place, where there are any. */
  async page(): Promise<vscode.Uri | undefined> {
    await this.refresh();
    return this.sets.has(PAGE) ? this.pages.uri(this.task) : undefined;
  }

  /** Each set of threads, the newest commit's first. */
  get all(): ThreadSet[] {
    return [...this.sets.values()];
  }

  dispose(): void {
    this.disposed = true;
    this.sets.forEach((set) => set.dispose());
    this.sets.clear();
  }

  private drawPage(list: FindingList, found: ReadonlyMap<string, readonly FindingThread[]>): void {
    const newest = [...this.after].at(-1);
    const placeless = (newest === undefined ? [] : (found.get(newest) ?? [])).filter(
      (thread) => thread.place === undefined,
    );
    if (placeless.length > 0 || this.sets.has(PAGE)) {
      const title = this.tools.model.task(this.task)?.title ?? this.task;
      this.set(PAGE).show(this.pages.write(this.task, title, placeless), list.clusterRevision);
    }
  }

  private set(name: string): ThreadSet {
    const known = this.sets.get(name) ?? new ThreadSet(this.controller, true);
    this.sets.set(name, known);
    return known;
  }

  private async places(
    commits: ReadonlySet<string>,
  ): Promise<Map<string, readonly FindingPlace[]>> {
    const asked = [...commits].map(async (commit) => {
      const answer = await this.tools.daemon.request(finding.place, { task: this.task, commit });
      return [commit, answer.places] as const;
    });
    return new Map(await Promise.all(asked));
  }
}

function placed(thread: FindingThread, commit: string): Placed[] {
  const { place } = thread;
  if (place === undefined) {
    return [];
  }
  const uri = uriOf({ task: thread.task, commit, path: place.file });
  return [{ thread, uri, range: linesOf(place) }];
}

/** Whole lines, from the first to the last. */
export function linesOf(place: { readonly start: number; readonly end: number }): vscode.Range {
  return new vscode.Range(place.start - 1, 0, place.end - 1, 0);
}
