import * as vscode from 'vscode';
import { RequestError } from '../../clients/typescript/src/connection';
import { finding } from '../../clients/typescript/src/protocol';
import { textIn } from './about';
import { showing, type Changes } from './changes';
import { CheckoutThreads } from './checkoutThreads';
import { FindingPages } from './findingPage';
import { threads } from './findings';
import { linesOf, ReviewThreads } from './reviewThreads';
import { sideOf } from './sides';
import type { ThreadSet } from './threadSet';
import type { Tools } from './tools';
import { reasonOf } from './words';

/** Changes that come at once are drawn once. */
const TOGETHER = 150;

/** Findings as threads of comments: on the diffs of tasks, and in files that are open. */
export function registerFindingThreads(tools: Tools, changes: Changes): vscode.Disposable {
  const findings = new FindingThreads(tools, changes);
  const verdict = (name: string) =>
    vscode.commands.registerCommand(`tercet.finding.${name}`, (about: unknown) =>
      findings.judge(about, `tercet.${name}`),
    );
  return vscode.Disposable.from(
    findings,
    verdict('accept'),
    verdict('dismiss'),
    verdict('pushBack'),
    verdict('ask'),
    vscode.commands.registerCommand('tercet.openFinding', async (about: unknown) => {
      const [task, cluster] = [textIn(about, 'task'), textIn(about, 'cluster')];
      if (task !== undefined && cluster !== undefined) {
        await showing(tools, task, () => findings.reveal(task, cluster));
      }
    }),
  );
}

class FindingThreads implements vscode.Disposable {
  private readonly controller: vscode.CommentController;
  private readonly pages = new FindingPages();
  private readonly checkout: CheckoutThreads;
  private readonly reviews = new Map<string, ReviewThreads>();
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly tools: Tools,
    private readonly changes: Changes,
  ) {
    const say = vscode.l10n.t;
    this.controller = vscode.comments.createCommentController('tercet.findings', say('Findings'));
    this.controller.options = {
      prompt: say('Say in a line why, or what is to be done'),
      placeHolder: say('A reason, a correction or a question; then choose below'),
    };
    this.checkout = new CheckoutThreads(tools, this.controller);
    this.listening = vscode.Disposable.from(
      changes.onDidShow((shown) => {
        this.review(shown.task).add(shown);
        this.later(shown.task);
      }),
      changes.alongside((shown) => this.review(shown.task).page()),
      tools.model.onDidChangeTasks((task) => {
        [...this.reviews.keys()]
          .filter((one) => task === undefined || one === task)
          .forEach((one) => this.later(one));
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.prune(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.prune(document)),
    );
  }

  /** Says what is to become of the findings of a thread; a line comes from its reply. */
  async judge(about: unknown, command: string): Promise<void> {
    const { thread = this.here(), text } = replyOf(about);
    const set = thread && this.sets().find((one) => one.findings(thread) !== undefined);
    const findings = thread && set?.findings(thread);
    if (set === undefined || findings === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no finding here. Put the cursor into the lines of one.'),
      );
      return;
    }
    const line = text?.trim();
    await vscode.commands.executeCommand(command, {
      task: findings.task,
      findings: findings.findings,
      clusterRevision: set.clusterRevision,
      ...(line ? { line } : {}),
    });
    await this.refresh(findings.task);
    this.checkout.lookAtAll();
  }

  /** Opens the lines that a cluster speaks of, with its thread unfolded. */
  async reveal(task: string, cluster: string): Promise<void> {
    const scope = await this.changes.current(task);
    const { to } = await this.changes.compare(task, scope);
    const [list, { places }] = await Promise.all([
      this.changes.findings(task),
      this.tools.daemon.request(finding.place, { task, commit: to }),
    ]);
    const place = threads(task, list, places, vscode.l10n.t).find(
      (thread) => thread.cluster === cluster,
    )?.place;
    if (place === undefined) {
      const review = this.review(task);
      review.add({ task, scope, from: to, to });
      const page = await review.page();
      if (page !== undefined) {
        await vscode.window.showTextDocument(page, { preview: true });
      }
    } else {
      await this.changes.openFile(task, place.file, scope, linesOf(place));
    }
    await this.refresh(task);
    this.unfold(task, cluster);
  }

  private unfold(task: string, cluster: string): void {
    for (const set of this.sets()) {
      const drawn = set.thread(cluster);
      if (drawn !== undefined && set.findings(drawn)?.task === task) {
        drawn.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
      }
    }
  }

  dispose(): void {
    this.listening.dispose();
    this.pending.forEach((timer) => clearTimeout(timer));
    this.reviews.forEach((review) => review.dispose());
    this.checkout.dispose();
    this.pages.dispose();
    this.controller.dispose();
  }

  /** The thread beside the cursor, for whoever works without a mouse. */
  private here(): vscode.CommentThread | undefined {
    const editor = vscode.window.activeTextEditor;
    return (
      editor &&
      this.sets()
        .map((set) => set.at(editor.document.uri, editor.selection.active.line))
        .find((thread) => thread !== undefined)
    );
  }

  private sets(): ThreadSet[] {
    return [...this.reviews.values(), this.checkout].flatMap((one) => one.all);
  }

  private review(task: string): ReviewThreads {
    const known =
      this.reviews.get(task) ?? new ReviewThreads(this.tools, this.controller, this.pages, task);
    this.reviews.set(task, known);
    return known;
  }

  private later(task: string): void {
    clearTimeout(this.pending.get(task));
    this.pending.set(
      task,
      setTimeout(() => {
        this.pending.delete(task);
        void this.refresh(task);
      }, TOGETHER),
    );
  }

  private async refresh(task: string): Promise<void> {
    const review = this.reviews.get(task);
    try {
      await review?.refresh();
    } catch (error) {
      this.tools.log.warn(`findings of ${task} are not shown: ${reasonOf(error)}`);
      if (error instanceof RequestError && error.is('unknown-task')) {
        review?.dispose();
        this.reviews.delete(task);
      }
    }
  }

  /** Keeps the threads of documents that are open. */
  private prune({ uri: changed }: vscode.TextDocument): void {
    const side = sideOf(changed);
    if (side === undefined) {
      return;
    }
    if (!this.reviews.has(side.task)) {
      this.review(side.task);
      this.later(side.task);
    }
    const open = vscode.workspace.textDocuments.map((document) => document.uri);
    for (const [task, review] of this.reviews) {
      if (!review.prune(open)) {
        review.dispose();
        this.reviews.delete(task);
      }
    }
  }
}

/** The thread that a command was chosen on, with what was typed below it. */
function replyOf(about: unknown): {
  readonly thread?: vscode.CommentThread;
  readonly text?: string;
} {
  const chosen = about as Partial<vscode.CommentReply & vscode.CommentThread> | undefined;
  if (chosen?.thread !== undefined) {
    return { thread: chosen.thread, text: chosen.text ?? '' };
  }
  return chosen?.comments === undefined ? {} : { thread: about as vscode.CommentThread };
}
