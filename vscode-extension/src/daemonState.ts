import { DaemonStopped } from '../../clients/typescript/src/client';
import { reasonOf, type Say } from './words';

/** How this window stands with the daemon. */
export type DaemonState =
  | { readonly kind: 'connecting' }
  /** It has not answered for a while; it may still. */
  | { readonly kind: 'slow' }
  | { readonly kind: 'connected'; readonly version: string; readonly draining: boolean }
  /** There was a connection; it is tried again. */
  | { readonly kind: 'lost' }
  /** A person stopped it: it is for a person to start it. */
  | { readonly kind: 'stopped' }
  /** There is no program to start it with. */
  | { readonly kind: 'missing'; readonly program: string }
  /** The program that starts it finds no Java to run on. */
  | { readonly kind: 'no-java'; readonly reason: string }
  /** Something answers that is no daemon, or one that speaks differently. */
  | { readonly kind: 'foreign'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** The workspace is not trusted: nothing is started, and none runs. */
  | { readonly kind: 'restricted' };

/** What a failed attempt to connect says about the daemon. */
export function stateAfter(error: unknown, program: string, trusted: boolean): DaemonState {
  const reason = reasonOf(error);
  if (!trusted) {
    return { kind: 'restricted' };
  }
  if (error instanceof DaemonStopped) {
    return { kind: 'stopped' };
  }
  if (/ENOENT|EACCES/.test(reason) && /cannot be started/.test(reason)) {
    return { kind: 'missing', program };
  }
  if (/\b(JDK|Java) 25\b|JAVA_HOME|no Java/i.test(reason)) {
    return { kind: 'no-java', reason };
  }
  if (
    /not a daemon of Tercet|the daemon refuses|header without|greeting is longer|JSON/.test(reason)
  ) {
    return { kind: 'foreign', reason };
  }
  return { kind: 'failed', reason };
}

/** How a daemon's version is to this extension's. */
export type VersionDifference = 'same' | 'older' | 'newer';

/** Compares `daemon` with `own`, by major and minor number and patch. */
export function compareVersions(daemon: string, own: string): VersionDifference {
  const [left, right] = [daemon, own].map((version) =>
    (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number),
  );
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) {
      return difference < 0 ? 'older' : 'newer';
    }
  }
  return 'same';
}

/** The state in a sentence: what is the matter and what to do. */
export function describeState(state: DaemonState, own: string, say: Say): string {
  switch (state.kind) {
    case 'connecting':
      return say('Connecting to Tercet …');
    case 'slow':
      return say('Tercet has not answered yet. It may be reading a long journal.');
    case 'lost':
      return say('The connection to Tercet was lost; connecting again …');
    case 'stopped':
      return say('Tercet was stopped. Its tasks go on when it is started again.');
    case 'missing':
      return say('{0} cannot be started. Install Tercet, or set where it is.', state.program);
    case 'no-java':
      return say('Tercet needs Java 25: {0}', state.reason);
    case 'foreign':
      return say('What answers is no Tercet that this extension understands: {0}', state.reason);
    case 'failed':
      return say('Tercet could not be started: {0}', state.reason);
    case 'restricted':
      return say('In a folder that is not trusted, Tercet is not started.');
    case 'connected':
      return describeVersion(state, own, say);
  }
}

function describeVersion(
  state: DaemonState & { kind: 'connected' },
  own: string,
  say: Say,
): string {
  if (state.draining) {
    return say('Tercet {0} is about to end and starts nothing new.', state.version);
  }
  switch (compareVersions(state.version, own)) {
    case 'same':
      return say('Tercet {0}', state.version);
    case 'older':
      return say(
        'Tercet {0} is running, older than this extension ({1}). Restart it when nothing is at work.',
        state.version,
        own,
      );
    case 'newer':
      return say(
        'Tercet {0} is running, newer than this extension ({1}). Update the extension.',
        state.version,
        own,
      );
  }
}
