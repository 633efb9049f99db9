import type { DecisionView, TaskSummary } from '../../clients/typescript/src/protocol';

/** How much a window tells without being asked. */
export type Loudness = 'all' | 'decisions' | 'off';

/** The setting as it is written; what is no such word counts as the default. */
export function loudnessOf(written: unknown): Loudness {
  return written === 'all' || written === 'off' ? written : 'decisions';
}

/** Finds out which decisions are new since it last looked. The first look is not news. */
export class NewDecisions {
  private known: ReadonlySet<string> | undefined;

  take(decisions: readonly DecisionView[]): DecisionView[] {
    const before = this.known;
    this.known = new Set(decisions.map(keyOf));
    return before === undefined ? [] : decisions.filter((one) => !before.has(keyOf(one)));
  }
}

/** What is asked anew, such as another revision, is another decision. */
function keyOf(decision: DecisionView): string {
  const { asked } = decision;
  const shown =
    asked.kind === 'approval'
      ? asked.revision
      : asked.kind === 'findings'
        ? asked.pass
        : asked.kind === 'merge'
          ? asked.head
          : '';
  return `${decision.task}/${decision.id}/${shown}`;
}

/** Finds out which tasks have ended since it last looked. */
export class NewEnds {
  private readonly known = new Map<string, string>();

  take(task: TaskSummary): boolean {
    const before = this.known.get(task.id);
    this.known.set(task.id, task.state.kind);
    return (
      before !== undefined &&
      before !== task.state.kind &&
      (task.state.kind === 'merged' || task.state.kind === 'failed')
    );
  }
}
