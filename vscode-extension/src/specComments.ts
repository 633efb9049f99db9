import * as vscode from 'vscode';
import type { Remark } from './corrections';
import type { Reviewed } from './specReview';

/** What of a document waits for approval. */
type Look = (document: vscode.TextDocument) => Promise<Reviewed | undefined>;

/** The remarks that the person wrote on lines of what waits for approval, until they are sent. */
export interface SpecComments extends vscode.Disposable {
  of(reviewed: Reviewed): Remark[];
  clear(reviewed: Reviewed): void;
}

interface Held {
  readonly key: string;
  readonly thread: vscode.CommentThread;
  readonly quoted: string;
}

/** Lets the person write remarks on the lines of a spec under review. */
export function registerSpecComments(look: Look): SpecComments {
  const comments = new LineComments(look);
  return comments;
}

class LineComments implements SpecComments {
  private readonly controller: vscode.CommentController;
  private readonly commands: vscode.Disposable;
  private held: Held[] = [];

  constructor(private readonly look: Look) {
    this.controller = vscode.comments.createCommentController(
      'tercet.spec',
      vscode.l10n.t('Remarks on the spec'),
    );
    this.controller.options = {
      prompt: vscode.l10n.t('What is wrong here?'),
      placeHolder: vscode.l10n.t('Goes to the planner when you reject'),
    };
    this.controller.commentingRangeProvider = {
      provideCommentingRanges: async (document) =>
        (await this.look(document)) === undefined
          ? []
          : [new vscode.Range(0, 0, Math.max(0, document.lineCount - 1), 0)],
    };
    this.commands = vscode.Disposable.from(
      vscode.commands.registerCommand('tercet.spec.comment', (reply: vscode.CommentReply) =>
        this.add(reply),
      ),
      vscode.commands.registerCommand('tercet.spec.removeComment', (comment: LineComment) =>
        this.remove(comment),
      ),
    );
  }

  of(reviewed: Reviewed): Remark[] {
    return this.held
      .filter((one) => one.key === keyOf(reviewed))
      .flatMap(({ thread, quoted }) =>
        thread.comments.map((comment) => ({
          line: (thread.range?.start.line ?? 0) + 1,
          quoted,
          text: typeof comment.body === 'string' ? comment.body : comment.body.value,
        })),
      );
  }

  clear(reviewed: Reviewed): void {
    const key = keyOf(reviewed);
    for (const one of this.held) {
      if (one.key === key) {
        one.thread.dispose();
      }
    }
    this.held = this.held.filter((one) => one.key !== key);
  }

  dispose(): void {
    this.commands.dispose();
    this.controller.dispose();
  }

  private async add({ thread, text }: vscode.CommentReply): Promise<void> {
    const document = await vscode.workspace.openTextDocument(thread.uri);
    const reviewed = await this.look(document);
    if (reviewed === undefined) {
      thread.dispose();
      await vscode.window.showInformationMessage(
        vscode.l10n.t('This is not open any more: it was decided elsewhere, or changed.'),
      );
      return;
    }
    thread.comments = [...thread.comments, new LineComment(text, thread)];
    thread.label = vscode.l10n.t('Goes with your rejection');
    thread.contextValue = 'remark';
    if (!this.held.some((one) => one.thread === thread)) {
      const at = thread.range?.start.line ?? 0;
      const quoted = at < document.lineCount ? document.lineAt(at).text : '';
      this.held.push({ key: keyOf(reviewed), thread, quoted });
    }
  }

  private remove(comment: LineComment): void {
    const { thread } = comment;
    thread.comments = thread.comments.filter((one) => one !== comment);
    if (thread.comments.length === 0) {
      this.held = this.held.filter((one) => one.thread !== thread);
      thread.dispose();
    }
  }
}

class LineComment implements vscode.Comment {
  readonly mode = vscode.CommentMode.Preview;
  readonly author = { name: vscode.l10n.t('You') };
  readonly contextValue = 'remark';

  constructor(
    readonly body: string,
    readonly thread: vscode.CommentThread,
  ) {}
}

function keyOf(reviewed: Reviewed): string {
  return `${reviewed.open.task}/${reviewed.artifact}`;
}
