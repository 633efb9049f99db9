import type { DaemonState } from './daemonState';
import type { Say } from './words';

/** Something that a person can do about how the daemon stands. */
export interface Remedy {
  readonly label: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly command: string;
}

/** What can be done, the most likely first. */
export function remedies(state: DaemonState, say: Say): readonly Remedy[] {
  const inbox = { label: say('Open the Inbox'), icon: 'inbox', command: 'tercet.inbox.focus' };
  const again = { label: say('Try Again'), icon: 'refresh', command: 'tercet.reconnect' };
  const locate = {
    label: say('Choose the tercet Program…'),
    icon: 'folder-opened',
    command: 'tercet.choosePath',
  };
  const log = { label: say('Show Log'), icon: 'output', command: 'tercet.showLog' };
  const restart = {
    label: say('Restart Tercet'),
    icon: 'debug-restart',
    command: 'tercet.restartDaemon',
  };
  const trust = {
    label: say('Manage Workspace Trust'),
    icon: 'shield',
    command: 'workbench.trust.manage',
  };
  const start = {
    label: say('Start Tercet'),
    icon: 'debug-start',
    command: 'tercet.reconnect',
  };
  switch (state.kind) {
    case 'stopped':
      return [start, log];
    case 'connected':
      return [inbox, restart, log];
    case 'connecting':
    case 'lost':
      return [];
    case 'slow':
      return [again, log];
    case 'missing':
    case 'no-java':
      return [locate, again, log];
    case 'foreign':
    case 'failed':
      return [again, locate, log];
    case 'restricted':
      return [trust, again];
  }
}
