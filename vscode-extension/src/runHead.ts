import type { RunView, RunViewState, TaskView, Usage } from '../../clients/typescript/src/protocol';
import { costOf, tokensOf } from './taskRow';
import type { OpenQuestion, RunHead } from './transcriptMessages';
import { firstLine, type Say } from './words';

/** What stands above a run's transcript. */
export function headOf(view: TaskView, run: RunView, say: Say): RunHead {
  const step = view.steps.find((one) => one.id === run.step)?.name ?? run.step;
  const pass = run.pass !== undefined && run.pass > 1 ? say(', pass {0}', run.pass) : '';
  return {
    title: `${step}${pass} — ${view.summary.title}`,
    facts: [
      run.preset,
      ...(run.agent === '' || run.agent === run.preset ? [] : [run.agent]),
      ...usageOf(run.usage, say),
      ...durationOf(run, say),
    ],
    state: stateOf(run, say),
    tone: toneOf(run.state),
    result: run.result === undefined ? '' : firstLine(run.result, 300),
    next: nextOf(view, run),
  };
}

function usageOf(usage: Usage, say: Say): string[] {
  const tokens = tokensOf(usage);
  const cost = costOf(usage);
  return [
    ...(tokens === undefined ? [] : [say('{0} tokens', tokens)]),
    ...(cost === undefined ? [] : [cost]),
  ];
}

function durationOf(run: RunView, say: Say): string[] {
  if (run.endedAt === undefined) {
    return [];
  }
  const seconds = Math.round((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000);
  return seconds < 60
    ? [say('{0} s', seconds)]
    : [say('{0} min {1} s', Math.floor(seconds / 60), seconds % 60)];
}

function stateOf(run: RunView, say: Say): string {
  switch (run.state) {
    case 'running':
      return run.waitsFor === undefined ? say('At work') : say('Waits for {0}', run.waitsFor);
    case 'waiting':
      return say('Asked something');
    case 'done':
      return say('Done');
    case 'failed':
      return say('Failed');
    case 'cancelled':
      return say('Cancelled');
    case 'lost':
      return say('Lost with the daemon that ran it');
    default:
      return run.state;
  }
}

function toneOf(state: RunViewState): RunHead['tone'] {
  switch (state) {
    case 'running':
      return 'busy';
    case 'waiting':
      return 'waiting';
    case 'done':
      return 'good';
    case 'failed':
    case 'lost':
      return 'bad';
    case 'cancelled':
      return 'neutral';
    default:
      return 'neutral';
  }
}

/** The first run of the step that began after this one was over. */
function nextOf(view: TaskView, run: RunView): string | undefined {
  const { endedAt } = run;
  return endedAt === undefined
    ? undefined
    : view.runs
        .filter((one) => one.step === run.step && one.preset === run.preset && one.id !== run.id)
        .filter((one) => one.startedAt >= endedAt)
        .sort((left, right) => left.startedAt.localeCompare(right.startedAt))
        .at(0)?.id;
}

/** The questions of a run's step that wait for an answer. */
export function questionsOf(view: TaskView, run: RunView): OpenQuestion[] {
  const step = view.steps.find((one) => one.id === run.step)?.name;
  return view.decisions.flatMap(({ id, asked, step: where }) =>
    asked.kind === 'question' && (where === undefined || where === step)
      ? [{ decision: id, text: asked.text, options: asked.options }]
      : [],
  );
}
