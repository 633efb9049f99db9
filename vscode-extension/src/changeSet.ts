import type { ChangedFile, Comparison, ReviewPass } from '../../clients/typescript/src/protocol';
import type { Side } from './sides';
import type { Say } from './words';

/** One file of a change: what a diff editor shows on its left and on its right. */
export interface Pair {
  readonly path: string;
  readonly original: Side | undefined;
  readonly modified: Side | undefined;
}

/** The two sides of each file; an added one has no left, a deleted one no right. */
export function pairs(task: string, comparison: Comparison): Pair[] {
  return comparison.files.map((file) => pair(task, comparison, file));
}

function pair(task: string, { from, to }: Comparison, file: ChangedFile): Pair {
  const before = { task, commit: from, path: file.oldPath ?? file.path };
  const after = { task, commit: to, path: file.path };
  return {
    path: file.path,
    original: file.status === 'added' ? undefined : before,
    modified: file.status === 'deleted' ? undefined : after,
  };
}

/** Which part of a task's work is looked at. */
export interface Scope {
  readonly kind: 'all' | 'pass' | 'since' | 'delta' | 'run';
  /** Commit; undefined is the base. */
  readonly from?: string;
  /** Commit; undefined is the head of the task's branch. */
  readonly to?: string;
  readonly run?: string;
  /** Of the review, for `pass` (that looked at it) and `since` (that came before). */
  readonly pass?: number;
}

export const EVERYTHING: Scope = { kind: 'all' };

/**
 * What there is to look at, most useful first: what nobody has reviewed yet, what each later pass
 * looked at, and all of it.
 */
export function scopes(passes: readonly ReviewPass[], head: string | undefined): Scope[] {
  const looks = onePerPass(passes);
  const last = looks.at(-1);
  const found: Scope[] = [];
  if (last !== undefined && head !== undefined && last.commit !== head) {
    found.push({ kind: 'since', from: last.commit, pass: last.pass });
  }
  for (let at = looks.length - 1; at > 0; at--) {
    const [before, now] = [looks[at - 1], looks[at]];
    if (before !== undefined && now !== undefined && before.commit !== now.commit) {
      found.push({ kind: 'pass', from: before.commit, to: now.commit, pass: now.pass });
    }
  }
  return [...found, EVERYTHING];
}

/** Several review steps look at the same commit in a pass; the last of them stands for it. */
function onePerPass(passes: readonly ReviewPass[]): ReviewPass[] {
  const byPass = new Map<number, ReviewPass>();
  for (const pass of passes) {
    byPass.set(pass.pass, pass);
  }
  return [...byPass.values()].sort((left, right) => left.pass - right.pass);
}

/** A scope in words, for a list and for the title of an editor. */
export function describeScope(scope: Scope, say: Say): string {
  switch (scope.kind) {
    case 'all':
      return say('the whole change');
    case 'since':
      return say('since review pass {0}', scope.pass ?? 1);
    case 'pass':
      return say('what review pass {0} looked at', scope.pass ?? 1);
    case 'delta':
      return say('since it was decided before');
    case 'run':
      return say('what {0} made', scope.run ?? '');
  }
}

/** A stretch of a long list of files, opened by itself. */
export interface Part {
  readonly first: string;
  readonly last: string;
  readonly from: number;
  readonly pairs: readonly Pair[];
}

/**
 * Cuts a change into parts that an editor can show at once, at the end of a folder where there is
 * one near.
 */
export function parts(all: readonly Pair[], most: number): Part[] {
  const found: Part[] = [];
  let from = 0;
  while (from < all.length) {
    const until = from + most >= all.length ? all.length : folderEnd(all, from, from + most);
    const pairsHere = all.slice(from, until);
    found.push({
      first: pairsHere[0]?.path ?? '',
      last: pairsHere.at(-1)?.path ?? '',
      from,
      pairs: pairsHere,
    });
    from = until;
  }
  return found;
}

function folderEnd(all: readonly Pair[], from: number, most: number): number {
  for (let until = most; until > from + (most - from) / 2; until--) {
    if (folder(all[until - 1]) !== folder(all[until])) {
      return until;
    }
  }
  return most;
}

function folder(pair: Pair | undefined): string {
  return pair === undefined ? '' : pair.path.slice(0, pair.path.lastIndexOf('/') + 1);
}

/** How many files of which kind, in a line. */
export function describeFiles(files: readonly ChangedFile[], omitted: number, say: Say): string {
  const added = sum(files.map((file) => file.added ?? 0));
  const deleted = sum(files.map((file) => file.deleted ?? 0));
  const binary = files.filter((file) => file.added === undefined).length;
  const words = [say('{0} files, +{1} −{2}', files.length + omitted, added, deleted)];
  if (binary > 0) {
    words.push(say('{0} binary', binary));
  }
  if (omitted > 0) {
    words.push(say('{0} more are not shown', omitted));
  }
  return words.join(', ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
