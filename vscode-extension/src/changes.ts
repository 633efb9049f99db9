import * as vscode from 'vscode';
import { RequestError } from '../../clients/typescript/src/connection';
import {
  change,
  finding,
  type Comparison,
  type FindingList,
} from '../../clients/typescript/src/protocol';
import { textIn } from './about';
import {
  describeFiles,
  describeScope,
  EVERYTHING,
  pairs,
  parts,
  scopes,
  type Pair,
  type Part,
  type Scope,
} from './changeSet';
import { FileSides, uriOf } from './fileSides';
import { chooseTask } from './taskChoice';
import type { Tools } from './tools';
import { reasonOf } from './words';

/** What an editor shows at once; every file of it is read when it opens. */
const MOST_AT_ONCE = 100;

/** A change that is shown: which commits it compares. */
export interface Shown {
  readonly task: string;
  readonly scope: Scope;
  readonly from: string;
  readonly to: string;
}

/** Opens what tasks change in the editor's own diffs, and tells who is interested. */
export class Changes implements vscode.Disposable {
  private readonly shown = new vscode.EventEmitter<Shown>();
  private readonly sides: FileSides;
  private provider: ((shown: Shown) => Promise<vscode.Uri | undefined>) | undefined;
  /** Hears which change was opened. */
  readonly onDidShow = this.shown.event;

  constructor(private readonly tools: Tools) {
    this.sides = new FileSides(tools.daemon);
  }

  /** Opens a part of a task's work, all files in one editor. */
  async open(task: string, scope: Scope): Promise<void> {
    const comparison = await this.compare(task, scope);
    const say = vscode.l10n.t;
    const title = this.title(task, scope);
    if (comparison.files.length === 0) {
      void vscode.window.showInformationMessage(say('{0}: nothing differs.', title));
      return;
    }
    const part = await choosePart(pairs(task, comparison), comparison, title);
    if (part !== undefined) {
      const shown = { task, scope, from: comparison.from, to: comparison.to };
      this.shown.fire(shown);
      this.sides.expect(
        part.pairs
          .flatMap((pair) => [pair.original, pair.modified])
          .filter((side) => side !== undefined),
      );
      const page = await this.provider?.(shown);
      const name =
        part.pairs.length === comparison.files.length
          ? title
          : say('{0}, files {1} to {2}', title, part.from + 1, part.from + part.pairs.length);
      await vscode.commands.executeCommand('vscode.changes', name, [
        ...part.pairs.map(resources),
        ...(page === undefined ? [] : [[page, undefined, page]]),
      ]);
    }
  }

  /** Opens the diff of one file. */
  async openFile(task: string, path: string, scope: Scope, at?: vscode.Range): Promise<void> {
    const comparison = await this.compare(task, scope);
    const pair = pairs(task, comparison).find((one) => one.path === path);
    this.shown.fire({ task, scope, from: comparison.from, to: comparison.to });
    const options: vscode.TextDocumentShowOptions = at === undefined ? {} : { selection: at };
    const side = (commit: string) => uriOf({ task, commit, path });
    if (pair === undefined) {
      // The file is as it was: its text alone.
      await vscode.commands.executeCommand('vscode.open', side(comparison.to), options);
      return;
    }
    const left = pair.original === undefined ? side(comparison.from) : uriOf(pair.original);
    const right = pair.modified === undefined ? side(comparison.to) : uriOf(pair.modified);
    await vscode.commands.executeCommand(
      'vscode.diff',
      left,
      right,
      `${path} (${this.title(task, scope)})`,
      options,
    );
  }

  /** What is to be reviewed now: what changed since the pass before, or all where it is the first. */
  async current(task: string): Promise<Scope> {
    return (await this.scopes(task))[0] ?? EVERYTHING;
  }

  /** What a decision is about. */
  async asked(task: string, decision: string): Promise<Scope> {
    const asked = this.tools.model.decision(task, decision)?.asked;
    if (asked?.kind === 'merge' && asked.delta !== undefined) {
      return { kind: 'delta', from: asked.delta, to: asked.head };
    }
    return asked?.kind === 'findings' ? this.current(task) : EVERYTHING;
  }

  /** What there is to look at of a task. */
  async scopes(task: string): Promise<Scope[]> {
    const [{ passes }, view] = await Promise.all([
      this.findings(task),
      this.tools.model.view(task),
    ]);
    const [first, ...others] = scopes(passes, view.head);
    // A commit that holds artifacts alone moves the head and leaves nothing to look at.
    return first?.kind === 'since' && (await this.compare(task, first)).files.length === 0
      ? others
      : [first ?? EVERYTHING, ...others];
  }

  /** The changed file that a person wants to see. */
  async choosePath(task: string): Promise<string | undefined> {
    const comparison = await this.compare(task, EVERYTHING);
    const picked = await vscode.window.showQuickPick(
      comparison.files.map((file) => ({
        label: file.path,
        description: file.oldPath === undefined ? '' : `← ${file.oldPath}`,
      })),
      { title: describeFiles(comparison.files, comparison.omitted, vscode.l10n.t) },
    );
    return picked?.label;
  }

  findings(task: string): Promise<FindingList> {
    return this.tools.daemon.request(finding.list, { task });
  }

  /** Has a page be shown behind the files of every change, where the provider has one. */
  alongside(provider: (shown: Shown) => Promise<vscode.Uri | undefined>): vscode.Disposable {
    this.provider = provider;
    return new vscode.Disposable(() => (this.provider = undefined));
  }

  title(task: string, scope: Scope): string {
    const name = this.tools.model.task(task)?.title ?? task;
    return `${name}: ${describeScope(scope, vscode.l10n.t)}`;
  }

  dispose(): void {
    this.sides.dispose();
    this.shown.dispose();
  }

  /** Which files differ in a part of a task's work, and between which commits. */
  compare(task: string, { from, to, run }: Scope): Promise<Comparison> {
    return this.tools.daemon.request(change.compare, {
      task,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(run === undefined ? {} : { run }),
    });
  }
}

function resources(pair: Pair): [vscode.Uri, vscode.Uri | undefined, vscode.Uri | undefined] {
  const [original, modified] = [pair.original, pair.modified].map((side) => side && uriOf(side));
  return [labelOf(pair), original, modified];
}

function labelOf(pair: Pair): vscode.Uri {
  const side = pair.modified ?? pair.original;
  return side === undefined ? vscode.Uri.file(pair.path) : uriOf(side);
}

/** Of a change that is too long for one editor, the files that a person wants to see. */
async function choosePart(
  all: readonly Pair[],
  comparison: Comparison,
  title: string,
): Promise<Part | undefined> {
  const found = parts(all, MOST_AT_ONCE);
  if (found.length === 1) {
    return found[0];
  }
  const say = vscode.l10n.t;
  const picked = await vscode.window.showQuickPick(
    found.map((part) => ({
      label: say('Files {0} to {1}', part.from + 1, part.from + part.pairs.length),
      detail: part.first === part.last ? part.first : `${part.first} … ${part.last}`,
      part,
    })),
    {
      title: `${title}: ${describeFiles(comparison.files, comparison.omitted, say)}`,
      placeHolder: say('The change is long. Which part of it shall be opened?'),
      matchOnDetail: true,
    },
  );
  return picked?.part;
}

/** The commands that show what tasks change. */
export function registerChanges(tools: Tools, changes: Changes): vscode.Disposable {
  const say = vscode.l10n.t;
  const command = (name: string, show: (task: string, about: unknown) => Promise<void>) =>
    vscode.commands.registerCommand(name, async (about?: unknown) => {
      const task = textIn(about, 'task') ?? (await chooseTask(tools));
      if (task !== undefined) {
        await showing(tools, task, () => show(task, about));
      }
    });
  return vscode.Disposable.from(
    command('tercet.diff', async (task, about) => {
      const [path, decision] = [textIn(about, 'path'), textIn(about, 'decision')];
      await (path === undefined
        ? changes.open(
            task,
            decision === undefined ? EVERYTHING : await changes.asked(task, decision),
          )
        : changes.openFile(task, path, EVERYTHING));
    }),
    command('tercet.openChange', async (task) => {
      const path = await changes.choosePath(task);
      if (path !== undefined) {
        await changes.openFile(task, path, EVERYTHING);
      }
    }),
    command('tercet.secondPass', async (task) => {
      const scope = await changes.current(task);
      if (scope.kind === 'all') {
        void vscode.window.showInformationMessage(
          say('There was one pass of the review at most, so this is the whole change.'),
        );
      }
      await changes.open(task, scope);
    }),
    command('tercet.runDiff', async (task, about) => {
      const run = textIn(about, 'run');
      await changes.open(task, run === undefined ? EVERYTHING : { kind: 'run', run });
    }),
    command('tercet.chooseDiff', async (task) => {
      const scope = await chooseScope(tools, changes, task);
      if (scope !== undefined) {
        await changes.open(task, scope);
      }
    }),
  );
}

/** Shows something of a task, or says why that cannot be shown. */
export async function showing(
  { log }: Tools,
  task: string,
  show: () => Promise<void>,
): Promise<void> {
  try {
    await show();
  } catch (error) {
    log.error(`nothing to show of ${task}: ${reasonOf(error)}`);
    const gone = error instanceof RequestError && error.is('unknown-task');
    void vscode.window.showErrorMessage(
      gone
        ? vscode.l10n.t('The task {0} was deleted.', task)
        : vscode.l10n.t('What {0} changes cannot be shown: {1}', task, reasonOf(error)),
    );
  }
}

async function chooseScope(
  { model }: Tools,
  changes: Changes,
  task: string,
): Promise<Scope | undefined> {
  const [found, view] = await Promise.all([changes.scopes(task), model.view(task)]);
  const runs = view.runs
    .filter((run) => run.commit !== undefined)
    .map((run): Scope => ({ kind: 'run', run: run.id }));
  const picked = await vscode.window.showQuickPick(
    [...found, ...runs].map((scope) => ({
      label: describeScope(scope, vscode.l10n.t),
      description: view.runs.find((run) => run.id === scope.run)?.result ?? '',
      scope,
    })),
    { placeHolder: vscode.l10n.t('What shall be shown?') },
  );
  return picked?.scope;
}
