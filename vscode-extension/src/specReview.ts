import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DecisionView } from '../../clients/typescript/src/protocol';
import { numberIn, textIn } from './about';
import { meant } from './choice';
import { explain, isAllowed } from './command';
import { approve, reject } from './approval';
import { line } from './ask';
import { correctionOf } from './corrections';
import { registerSpecComments, type SpecComments } from './specComments';
import { artifactOf, artifactUri } from './textDocuments';
import type { Tools } from './tools';

/** An artifact that is open in an editor and waits for approval. */
export interface Reviewed {
  readonly open: DecisionView;
  readonly artifact: string;
  readonly revision: number;
  /** The revision that the person saw before this one. */
  readonly before: number | undefined;
}

/**
 * Review of a spec where the spec is: its file in an editor, a bar of buttons to decide, what changed
 * since it was last seen, and remarks on its lines that become the correction.
 */
export function registerSpecReview(tools: Tools): vscode.Disposable {
  const review = new SpecReview(tools);
  const command = (name: string, make: (about: unknown) => Promise<unknown>) =>
    vscode.commands.registerCommand(`tercet.${name}`, make);
  return vscode.Disposable.from(
    review,
    command('reviewSpec', (about) => review.show(about)),
    command('openArtifact', (about) => review.openArtifact(about)),
    command('showChanges', (about) => showChanges(about)),
    command('spec.approve', () => review.approveActive()),
    command('spec.reject', () => review.rejectActive()),
    command('spec.changes', () => review.changesOfActive()),
  );
}

class SpecReview implements vscode.Disposable {
  private readonly comments: SpecComments;
  private readonly bar: vscode.StatusBarItem;
  private readonly disposables: vscode.Disposable[] = [];
  /** What was seen before the revision that is looked at now, by task and artifact. */
  private readonly seenBefore = new Map<string, number>();
  /** Sees that the file of an artifact changes though its folder is kept out of file watching. */
  private watcher: vscode.Disposable | undefined;
  private watched: string | undefined;
  private active: Reviewed | undefined;
  private refreshes = 0;

  constructor(private readonly tools: Tools) {
    this.bar = vscode.window.createStatusBarItem(
      'tercet.review',
      vscode.StatusBarAlignment.Left,
      1000,
    );
    this.bar.name = vscode.l10n.t('Tercet: Review');
    this.bar.command = 'tercet.spec.approve';
    this.comments = registerSpecComments((document) => this.reviewed(document));
    this.disposables.push(
      this.bar,
      this.comments,
      vscode.window.onDidChangeActiveTextEditor(() => void this.refresh()),
      tools.model.onDidChangeInbox(() => void this.refresh()),
    );
    void this.refresh();
  }

  /** Opens what waits for approval, and remembers that it was shown. */
  async show(about: unknown): Promise<void> {
    const [open] = meant(this.tools.model.decisions, about, ['approval']);
    if (open?.asked.kind !== 'approval') {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('This is not open any more: it was decided elsewhere, or changed.'),
      );
      return;
    }
    const { artifact, revision } = open.asked;
    await this.openArtifact({ task: open.task, name: artifact, revision });
    await this.noteSeen(open.task, artifact, revision);
    await this.refresh();
  }

  /** Opens an artifact's file; where there is none any more, what the daemon kept of it. */
  async openArtifact(about: unknown): Promise<void> {
    const task = textIn(about, 'task');
    const name = textIn(about, 'name');
    if (task === undefined || name === undefined) {
      return;
    }
    try {
      const view = await this.tools.model.view(task);
      const known = view.artifacts.find((one) => one.name === name);
      const revision = numberIn(about, 'revision') ?? known?.revision ?? 1;
      const file = known?.path;
      const uri =
        file !== undefined && revision === known?.revision && (await isThere(file))
          ? vscode.Uri.file(file)
          : artifactUri(task, name, revision);
      await vscode.window.showTextDocument(uri, { preview: false });
    } catch (error) {
      await explain(this.tools, error, task);
    }
  }

  async approveActive(): Promise<void> {
    const { active } = this;
    if (active === undefined || !(await isAllowed())) {
      return;
    }
    const remarks = this.comments.of(active);
    if (remarks.length > 0) {
      const anyway = vscode.l10n.t('Approve Anyway');
      const send = vscode.l10n.t('Reject with Them…');
      const chosen = await vscode.window.showWarningMessage(
        vscode.l10n.t('Your remarks on lines were not sent.'),
        { modal: true },
        anyway,
        send,
      );
      if (chosen === send) {
        await this.rejectActive();
      }
      if (chosen !== anyway) {
        return;
      }
    }
    const done = await approve(this.tools, {
      task: active.open.task,
      decision: active.open.id,
      artifactRevision: active.revision,
    });
    if (done !== undefined) {
      this.comments.clear(active);
    }
  }

  async rejectActive(): Promise<void> {
    const { active } = this;
    if (active === undefined || !(await isAllowed())) {
      return;
    }
    const remarks = this.comments.of(active);
    const said = await line({
      title: active.open.taskTitle,
      prompt:
        remarks.length === 1
          ? vscode.l10n.t('Your remark on a line goes with it. Anything else?')
          : remarks.length > 1
            ? vscode.l10n.t('Your {0} remarks on lines go with it. Anything else?', remarks.length)
            : vscode.l10n.t('What is wrong? The planner writes it again with your line.'),
      empty: remarks.length > 0,
    });
    if (said === undefined) {
      return;
    }
    const done = await reject(this.tools, {
      task: active.open.task,
      decision: active.open.id,
      correction: correctionOf(said, remarks),
    });
    if (done !== undefined) {
      this.comments.clear(active);
    }
  }

  async changesOfActive(): Promise<void> {
    const { active } = this;
    if (active?.before === undefined) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('This is the first revision that you see.'),
      );
      return;
    }
    await showChanges({
      task: active.open.task,
      name: active.artifact,
      from: active.before,
      to: active.revision,
    });
  }

  dispose(): void {
    this.watcher?.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async noteSeen(task: string, artifact: string, revision: number): Promise<void> {
    const last = this.tools.seen.revision(task, artifact);
    if (last !== undefined && last < revision) {
      this.seenBefore.set(`${task}/${artifact}`, last);
    }
    if (last !== revision) {
      await this.tools.seen.note(task, artifact, revision);
    }
  }

  /** Shows the bar where the active editor has something to decide. */
  private async refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.uri.scheme === 'output' || document?.uri.scheme === 'comment') {
      // A panel or the box of a remark has the focus; what is reviewed is still there.
      return;
    }
    const number = ++this.refreshes;
    const active = document === undefined ? undefined : await this.reviewed(document);
    if (number !== this.refreshes) {
      return;
    }
    const isGone = document !== undefined && active !== undefined && !(await catchUp(document));
    this.active = active;
    this.watch(active === undefined ? undefined : document);
    this.showBar(active, isGone);
    await vscode.commands.executeCommand('setContext', 'tercet.reviewing', active !== undefined);
    await vscode.commands.executeCommand(
      'setContext',
      'tercet.reviewing.changed',
      active?.before !== undefined,
    );
    if (active !== undefined) {
      await this.noteSeen(active.open.task, active.artifact, active.revision);
    }
  }

  private showBar(active: Reviewed | undefined, isGone: boolean): void {
    if (active === undefined) {
      this.bar.hide();
      return;
    }
    this.bar.text = `$(${isGone ? 'warning' : 'checklist'}) ${vscode.l10n.t('Approve {0}, revision {1}', active.artifact, active.revision)}`;
    this.bar.tooltip = isGone
      ? vscode.l10n.t('Its file was deleted. What is approved is the revision as it was shown.')
      : active.open.taskTitle;
    this.bar.accessibilityInformation = {
      label: vscode.l10n.t(
        'Approve {0}, revision {1}, of {2}',
        active.artifact,
        active.revision,
        active.open.taskTitle,
      ),
    };
    this.bar.show();
  }

  private watch(document: vscode.TextDocument | undefined): void {
    const folder = document?.uri.scheme === 'file' ? path.dirname(document.uri.fsPath) : undefined;
    if (folder === this.watched) {
      return;
    }
    this.watcher?.dispose();
    this.watched = folder;
    if (folder === undefined) {
      this.watcher = undefined;
      return;
    }
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), '*.md'),
    );
    this.watcher = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(() => void this.refresh()),
      watcher.onDidDelete(() => void this.refresh()),
    );
  }

  /** What waits for approval in a document. */
  private async reviewed(document: vscode.TextDocument): Promise<Reviewed | undefined> {
    const name = path.posix.basename(document.uri.path);
    for (const open of this.tools.model.decisions) {
      if (open.asked.kind === 'approval' && open.asked.artifact === name) {
        const { revision, previousRevision } = open.asked;
        if (await this.isArtifact(document.uri, open.task, name, revision)) {
          const before = this.seenBefore.get(`${open.task}/${name}`) ?? previousRevision;
          return { open, artifact: name, revision, before };
        }
      }
    }
    return undefined;
  }

  private async isArtifact(
    uri: vscode.Uri,
    task: string,
    name: string,
    revision: number,
  ): Promise<boolean> {
    const kept = artifactOf(uri);
    if (kept !== undefined) {
      return kept.task === task && kept.revision === revision;
    }
    if (uri.scheme !== 'file') {
      return false;
    }
    try {
      const { artifacts } = await this.tools.model.view(task);
      const file = artifacts.find((one) => one.name === name)?.path;
      return file !== undefined && vscode.Uri.file(file).fsPath === uri.fsPath;
    } catch {
      // The task went meanwhile, or the daemon did: then nothing can be decided here.
      return false;
    }
  }
}

/** Shows how an artifact differs between two of its revisions. */
async function showChanges(about: unknown): Promise<void> {
  const task = textIn(about, 'task');
  const name = textIn(about, 'name');
  const from = numberIn(about, 'from');
  const to = numberIn(about, 'to');
  if (task === undefined || name === undefined || from === undefined || to === undefined) {
    return;
  }
  await vscode.commands.executeCommand(
    'vscode.diff',
    artifactUri(task, name, from),
    artifactUri(task, name, to),
    vscode.l10n.t('{0}: revision {1} to {2}', name, from, to),
  );
}

/**
 * Reads the file of the active editor anew where another text is in it by now: worktrees are kept out
 * of file watching, and what is approved has to be what is shown. What the person edits stays.
 * False where the file is gone; the daemon knows what it was.
 */
async function catchUp(document: vscode.TextDocument): Promise<boolean> {
  if (document.isDirty || document.uri.scheme !== 'file') {
    return true;
  }
  try {
    const written = await readFile(document.uri.fsPath, 'utf8');
    if (lines(written) !== lines(document.getText())) {
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    return true;
  } catch {
    return false;
  }
}

function lines(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

async function isThere(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
