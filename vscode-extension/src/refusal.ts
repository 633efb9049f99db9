import { RequestError } from '../../clients/typescript/src/connection';
import { reasonOf, type Say } from './words';

/** Why something was not done, as far as it makes a difference to what is shown next. */
export type Refusal =
  /** The person acted on a view that has passed. */
  | { readonly kind: 'stale'; readonly text: string }
  /** Somebody else was quicker. */
  | { readonly kind: 'decided'; readonly text: string }
  /** It is not there any more. */
  | { readonly kind: 'gone'; readonly text: string }
  /** The person's own words or choice have to change. */
  | { readonly kind: 'other'; readonly text: string };

/** JSON-RPC's own code. */
const NO_SUCH_METHOD = -32601;

/** What a failed command means for the person who gave it. */
export function refusalOf(error: unknown, say: Say): Refusal {
  if (!(error instanceof RequestError)) {
    return { kind: 'other', text: say('Tercet could not be asked: {0}', reasonOf(error)) };
  }
  const text = error.refused?.text ?? error.message;
  if (error.code === NO_SUCH_METHOD) {
    return {
      kind: 'other',
      text: say('The Tercet that runs is too old for this; restart it or update it. ({0})', text),
    };
  }
  if (error.is('stale')) {
    return { kind: 'stale', text: say('This changed since it was shown: {0}', text) };
  }
  if (error.refused?.reason === 'not-open') {
    return { kind: 'decided', text: say('Already decided: {0}', text) };
  }
  if (error.is('unknown-task')) {
    return { kind: 'gone', text: say('The task is not there any more: {0}', text) };
  }
  return { kind: 'other', text };
}
