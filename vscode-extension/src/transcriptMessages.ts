import type { RunEntry } from '../../clients/typescript/src/protocol';

/** What is known of a run besides its transcript, in the user's words. */
export interface RunHead {
  readonly title: string;
  /** Preset, agent, usage: what stands below the title. */
  readonly facts: readonly string[];
  readonly state: string;
  /** For the colour of the state. */
  readonly tone: 'busy' | 'good' | 'bad' | 'waiting' | 'neutral';
  readonly result: string;
  /** A later run of the same step. */
  readonly next: string | undefined;
}

/** A question that waits for an answer. */
export interface OpenQuestion {
  readonly decision: string;
  readonly text: string;
  readonly options: readonly string[];
}

/** What the page says itself, in the user's language. */
export interface Words {
  readonly transcript: string;
  readonly prompt: string;
  readonly thought: string;
  readonly plan: string;
  readonly finding: string;
  readonly question: string;
  readonly permission: string;
  readonly note: string;
  readonly diagnostic: string;
  readonly ended: string;
  readonly running: string;
  readonly done: string;
  readonly failed: string;
  readonly line: string;
  readonly lines: string;
  readonly showAll: string;
  readonly toEnd: string;
  readonly news: string;
  readonly asks: string;
  readonly answer: string;
  readonly nextRun: string;
  readonly changes: string;
  readonly empty: string;
  readonly again: string;
}

/** From the extension to the page. */
export type ToPage =
  | { readonly kind: 'begin'; readonly task: string; readonly run: string; readonly words: Words }
  | { readonly kind: 'head'; readonly head: RunHead; readonly hasChanges: boolean }
  | { readonly kind: 'questions'; readonly open: readonly OpenQuestion[] }
  | {
      readonly kind: 'entries';
      readonly from: number;
      readonly lines: readonly RunEntry[];
      readonly ended: boolean;
    }
  /** Why nothing comes at the moment; an empty text is that all is well. */
  | { readonly kind: 'trouble'; readonly text: string };

/** From the page to the extension. */
export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly decision: string; readonly text: string }
  /** Another answer than those that were proposed: it is asked for. */
  | { readonly kind: 'say'; readonly decision: string }
  | { readonly kind: 'next' }
  | { readonly kind: 'changes' };
