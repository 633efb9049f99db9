import type { Asked, DecisionView } from '../../clients/typescript/src/protocol';
import { textIn } from './about';

/** The kinds of decision that a command makes. */
export type Kinds = readonly Asked['kind'][];

/** Kinds that are answered by choosing one of the options that the server offers. */
export const problems: Kinds = ['failure', 'conflict', 'limit', 'trust', 'boundary', 'footprint'];

/** The open decisions that a command with this argument can mean. */
export function meant(
  decisions: readonly DecisionView[],
  about: unknown,
  kinds: Kinds,
): DecisionView[] {
  const task = textIn(about, 'task');
  const id = textIn(about, 'decision');
  return decisions.filter(
    (one) =>
      (kinds.length === 0 || kinds.includes(one.asked.kind)) &&
      (task === undefined || one.task === task) &&
      (id === undefined || one.id === id),
  );
}
