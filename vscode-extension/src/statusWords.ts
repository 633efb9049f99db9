import type { DecisionView, TaskSummary } from '../../clients/typescript/src/protocol';
import { compareVersions, describeState, type DaemonState } from './daemonState';
import { groupOf } from './taskRow';
import { joined } from './row';
import type { Say } from './words';

/** What the status bar says. */
export interface StatusWords {
  readonly text: string;
  readonly tooltip: string;
  readonly level: 'quiet' | 'prominent' | 'warning' | 'error';
}

/** What needs the person, what is at work, or what is the matter with the daemon. */
export function statusWords(
  state: DaemonState,
  own: string,
  decisions: readonly DecisionView[],
  tasks: readonly TaskSummary[],
  say: Say,
): StatusWords {
  const described = describeState(state, own, say);
  switch (state.kind) {
    case 'connecting':
    case 'slow':
    case 'lost':
      return { text: '$(sync~spin) Tercet', tooltip: described, level: 'quiet' };
    case 'stopped':
      return {
        text: joined('$(circle-slash) Tercet', say('stopped')),
        tooltip: described,
        level: 'quiet',
      };
    case 'missing':
    case 'no-java':
    case 'foreign':
    case 'failed':
      return { text: '$(error) Tercet', tooltip: described, level: 'error' };
    case 'restricted':
      return { text: '$(shield) Tercet', tooltip: described, level: 'quiet' };
    case 'connected':
      break;
  }
  const working = tasks.filter((task) => groupOf(task.state.kind) === 'working').length;
  const waiting = decisions.length;
  const tooltip = [
    described,
    waiting === 1 ? say('1 decision waits for you') : say('{0} decisions wait for you', waiting),
    working === 1 ? say('1 task is at work') : say('{0} tasks are at work', working),
  ].join('\n\n');
  const differs = state.draining || compareVersions(state.version, own) !== 'same';
  const text = joined(
    `${differs ? '$(warning)' : waiting > 0 ? '$(bell-dot)' : '$(checklist)'} Tercet`,
    waiting === 0 ? undefined : waiting === 1 ? say('1 needs you') : say('{0} need you', waiting),
    working > 0 ? say('{0} at work', working) : undefined,
  );
  return { text, tooltip, level: differs ? 'warning' : waiting > 0 ? 'prominent' : 'quiet' };
}
