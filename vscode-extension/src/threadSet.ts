import * as vscode from 'vscode';
import { sameThread, type FindingThread } from './findings';

/** More threads than this are folded: an editor is slow that has to draw them all. */
const MOST_UNFOLDED = 20;

/** A thread of findings and the lines that it stands beside. */
export interface Placed {
  readonly thread: FindingThread;
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

interface Drawn {
  readonly placed: Placed;
  readonly drawn: vscode.CommentThread;
}

/** Comment threads for findings, drawn as they were reported last. */
export class ThreadSet implements vscode.Disposable {
  private readonly byCluster = new Map<string, Drawn>();
  /** The revision of the clusters that is shown: what a judgement names. */
  clusterRevision = 0;

  /**
   * @param unfolded whether what is to be judged is open from the start, unless it is much
   */
  constructor(
    private readonly controller: vscode.CommentController,
    private readonly unfolded: boolean,
  ) {}

  show(all: readonly Placed[], clusterRevision: number): void {
    this.clusterRevision = clusterRevision;
    const clusters = new Set(all.map((placed) => placed.thread.cluster));
    for (const [cluster, { drawn }] of this.byCluster) {
      if (!clusters.has(cluster)) {
        drawn.dispose();
        this.byCluster.delete(cluster);
      }
    }
    const few = all.filter(({ thread }) => thread.open).length <= MOST_UNFOLDED;
    for (const placed of all) {
      this.put(placed, few && this.unfolded);
    }
  }

  /** The comment thread of a cluster. */
  thread(cluster: string): vscode.CommentThread | undefined {
    return this.byCluster.get(cluster)?.drawn;
  }

  /** The findings that a comment thread is about, where it is one of these. */
  findings(thread: vscode.CommentThread): FindingThread | undefined {
    for (const { drawn, placed } of this.byCluster.values()) {
      if (drawn === thread) {
        return placed.thread;
      }
    }
    return undefined;
  }

  /** The comment thread beside a line of a document; one to be judged before others. */
  at(uri: vscode.Uri, line: number): vscode.CommentThread | undefined {
    const here = [...this.byCluster.values()].filter(
      ({ placed }) =>
        sameUri(placed.uri, uri) &&
        placed.range.start.line <= line &&
        line <= placed.range.end.line,
    );
    return (here.find(({ placed }) => placed.thread.open) ?? here[0])?.drawn;
  }

  dispose(): void {
    for (const { drawn } of this.byCluster.values()) {
      drawn.dispose();
    }
    this.byCluster.clear();
  }

  private put(placed: Placed, unfolded: boolean): void {
    const { cluster } = placed.thread;
    const known = this.byCluster.get(cluster);
    if (known !== undefined && sameUri(known.placed.uri, placed.uri)) {
      if (
        !sameThread(known.placed.thread, placed.thread) ||
        !known.placed.range.isEqual(placed.range)
      ) {
        this.byCluster.set(cluster, {
          placed,
          drawn: this.draw(known.drawn, placed, unfolded, known.placed),
        });
      }
      return;
    }
    known?.drawn.dispose();
    const created = this.controller.createCommentThread(placed.uri, placed.range, []);
    this.byCluster.set(cluster, { placed, drawn: this.draw(created, placed, unfolded, undefined) });
  }

  private draw(
    drawn: vscode.CommentThread,
    { thread, range }: Placed,
    unfolded: boolean,
    before: Placed | undefined,
  ): vscode.CommentThread {
    const { Collapsed, Expanded } = vscode.CommentThreadCollapsibleState;
    if (before?.thread.open !== thread.open) {
      drawn.collapsibleState = thread.open && unfolded ? Expanded : Collapsed;
    }
    drawn.range = range;
    drawn.label = thread.title;
    drawn.contextValue = `finding.${thread.state}`;
    drawn.canReply = thread.open;
    drawn.state = thread.open
      ? vscode.CommentThreadState.Unresolved
      : vscode.CommentThreadState.Resolved;
    drawn.comments = thread.remarks.map((remark) => ({
      author: { name: remark.author },
      ...(remark.label === '' ? {} : { label: remark.label }),
      body: new vscode.MarkdownString(remark.body),
      mode: vscode.CommentMode.Preview,
      contextValue: 'finding.remark',
    }));
    return drawn;
  }
}

function sameUri(left: vscode.Uri, right: vscode.Uri): boolean {
  return left.toString() === right.toString();
}
