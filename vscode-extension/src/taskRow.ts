import type {
  ArtifactView,
  ChangedFile,
  ItemView,
  RunView,
  StepView,
  TaskStateKind,
  TaskSummary,
  Usage,
} from '../../clients/typescript/src/protocol';
import { joined, literal, type Row } from './row';
import { firstLine, type Say } from './words';

/** How the tasks are grouped, in the order in which the groups stand. */
export const groups = ['waiting', 'working', 'ready', 'paused', 'failed', 'ended'] as const;
export type Group = (typeof groups)[number];

/** The group that a task's state belongs to. */
export function groupOf(state: TaskStateKind): Group {
  switch (state) {
    case 'waiting':
      return 'waiting';
    case 'queued':
    case 'preparing':
    case 'planning':
    case 'building':
    case 'reviewing':
    case 'checking':
    case 'merging':
    case 'undoing':
      return 'working';
    case 'ready':
    case 'published':
      return 'ready';
    case 'paused':
    case 'taken-over':
      return 'paused';
    case 'failed':
      return 'failed';
    case 'merged':
    case 'undone':
    case 'abandoned':
    case 'deleted':
      return 'ended';
    default:
      // A state of a newer daemon: something goes on.
      return 'working';
  }
}

/** What a group is called. */
export function groupTitle(group: Group, say: Say): string {
  switch (group) {
    case 'waiting':
      return say('Needs you');
    case 'working':
      return say('At work');
    case 'ready':
      return say('Ready');
    case 'paused':
      return say('Paused');
    case 'failed':
      return say('Failed');
    case 'ended':
      return say('Ended');
  }
}

/** The row of a task. */
export function describeTask(task: TaskSummary, titleOf: TitleOf, say: Say): Row {
  const description = joined(
    firstLine(task.state.text, 80),
    task.items > 0 && !/\d\/\d/.test(task.state.text)
      ? `${task.itemsDone}/${task.items}`
      : undefined,
    costOf(task.usage),
    task.overlaps.length > 0 ? say('overlaps {0}', names(task, titleOf)) : undefined,
  );
  return {
    label: task.title,
    description,
    ...taskIcon(task),
    tooltip: tooltip(task, titleOf, say),
    context: `task.${task.state.kind}`,
    spoken: joined(task.title, description),
  };
}

/** The title of another task, where it is known. */
export type TitleOf = (task: string) => string | undefined;

function names(task: TaskSummary, titleOf: TitleOf): string {
  return task.overlaps.map((overlap) => titleOf(overlap.task) ?? overlap.task).join(', ');
}

/** Money as people write it; nothing where nobody said what it cost. */
export function costOf(usage: Usage): string | undefined {
  if (usage.cost === undefined) {
    return undefined;
  }
  return usage.cost > 0 && usage.cost < 0.01 ? '< $0.01' : `$${usage.cost.toFixed(2)}`;
}

/** Tokens as people write them: 950, 12.3k, 1.2M. */
export function tokensOf(usage: Usage): string | undefined {
  const parts = [usage.input, usage.output, usage.cacheRead, usage.cacheWrite].filter(
    (part) => part !== undefined,
  );
  if (parts.length === 0) {
    return undefined;
  }
  const sum = parts.reduce((left, right) => left + right, 0);
  if (sum < 1000) {
    return String(sum);
  }
  return sum < 1_000_000 ? `${(sum / 1000).toFixed(1)}k` : `${(sum / 1_000_000).toFixed(1)}M`;
}

function tooltip(task: TaskSummary, titleOf: TitleOf, say: Say): string {
  const lines = [`**${literal(task.title)}**`, '', literal(task.state.text)];
  const fact = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') {
      lines.push('', `${name}: ${literal(value)}`);
    }
  };
  fact(say('Branch'), task.branch);
  fact(say('Into'), task.target);
  fact(say('Cost'), costOf(task.usage));
  fact(say('Tokens'), tokensOf(task.usage));
  for (const overlap of task.overlaps) {
    const title = titleOf(overlap.task) ?? overlap.task;
    lines.push('', `$(warning) ${literal(say('{0} changes the same files:', title))}`, '');
    lines.push(...overlap.paths.slice(0, 10).map((path) => `- ${literal(path)}`));
  }
  lines.push('', literal(`${task.repository} · ${task.id}`));
  return lines.join('\n');
}

function taskIcon(task: TaskSummary): { readonly icon: string; readonly color?: string } {
  if (task.overlaps.length > 0 && groupOf(task.state.kind) !== 'ended') {
    return { icon: 'warning', color: 'list.warningForeground' };
  }
  switch (task.state.kind) {
    case 'waiting':
      return { icon: 'bell-dot', color: 'charts.blue' };
    case 'queued':
      return { icon: 'clock' };
    case 'preparing':
    case 'planning':
    case 'building':
    case 'reviewing':
    case 'checking':
    case 'merging':
    case 'undoing':
      return { icon: 'sync~spin' };
    case 'ready':
      return { icon: 'git-merge', color: 'charts.green' };
    case 'published':
      return { icon: 'git-pull-request', color: 'charts.green' };
    case 'merged':
      return { icon: 'pass', color: 'charts.green' };
    case 'paused':
      return { icon: 'debug-pause' };
    case 'taken-over':
      return { icon: 'person' };
    case 'failed':
      return { icon: 'error', color: 'list.errorForeground' };
    case 'undone':
      return { icon: 'discard' };
    case 'abandoned':
    case 'deleted':
      return { icon: 'circle-slash' };
    default:
      return { icon: 'circle-outline' };
  }
}

/** The row of a step. */
export function describeStep(step: StepView, say: Say): Row {
  const done = step.items.filter((item) => item.state === 'done').length;
  const description = joined(
    step.state === 'running' && step.items.length > 0 ? `${done}/${step.items.length}` : undefined,
    step.pass > 1 ? say('pass {0}', step.pass) : undefined,
    firstLine(step.text),
    step.agents.join(', '),
  );
  return {
    label: step.name,
    description,
    ...progressIcon(step.state),
    tooltip: [
      `**${literal(step.name)}**`,
      '',
      literal(step.text),
      '',
      step.agents.map(literal).join(', '),
    ].join('\n'),
    context: `step.${step.state}`,
    spoken: joined(step.name, step.state, description),
  };
}

/** The row of one checkbox of a plan. */
export function describeItem(item: ItemView): Row {
  return {
    label: firstLine(item.text),
    description: item.commit?.slice(0, 10) ?? '',
    ...progressIcon(item.state),
    tooltip: literal(item.text),
    context: `item.${item.state}`,
    spoken: joined(firstLine(item.text), item.state),
  };
}

function progressIcon(state: 'pending' | 'running' | 'waiting' | 'done' | 'skipped' | 'failed'): {
  readonly icon: string;
  readonly color?: string;
} {
  switch (state) {
    case 'pending':
      return { icon: 'circle-outline' };
    case 'running':
      return { icon: 'sync~spin' };
    case 'waiting':
      return { icon: 'bell-dot', color: 'charts.blue' };
    case 'done':
      return { icon: 'pass', color: 'charts.green' };
    case 'skipped':
      return { icon: 'debug-step-over' };
    case 'failed':
      return { icon: 'error', color: 'list.errorForeground' };
    default:
      return { icon: 'circle-outline' };
  }
}

/** The row of an artifact. */
export function describeArtifact(artifact: ArtifactView, say: Say): Row {
  const description = joined(
    say('revision {0}', artifact.revision),
    artifact.approved ? say('approved') : undefined,
    artifact.diagnostics.length > 0 ? say('{0} remarks', artifact.diagnostics.length) : undefined,
  );
  return {
    label: artifact.name,
    description,
    icon: artifact.approved ? 'verified' : 'markdown',
    tooltip: [
      literal(artifact.name),
      ...artifact.diagnostics.map((one) => `\n- ${literal(one.message)}`),
    ].join('\n'),
    context: artifact.path === undefined ? 'artifact.gone' : 'artifact',
    spoken: joined(artifact.name, description),
  };
}

/** The row of a run. */
export function describeRun(run: RunView, step: string, say: Say): Row {
  const description = joined(
    run.preset,
    run.agent === run.preset ? undefined : run.agent,
    costOf(run.usage),
    run.waitsFor === undefined ? undefined : say('waits for {0}', run.waitsFor),
    run.result === undefined ? undefined : firstLine(run.result),
  );
  return {
    label: joined(
      step,
      run.pass !== undefined && run.pass > 1 ? say('pass {0}', run.pass) : undefined,
    ),
    description,
    ...runIcon(run),
    tooltip: [
      `**${literal(step)}**`,
      '',
      literal(description),
      '',
      joined(costOf(run.usage), tokensOf(run.usage)),
      '',
      run.id,
    ].join('\n'),
    context: `run.${run.state}`,
    spoken: joined(step, run.state, description),
  };
}

function runIcon(run: RunView): { readonly icon: string; readonly color?: string } {
  switch (run.state) {
    case 'running':
      return { icon: run.waitsFor === undefined ? 'sync~spin' : 'clock' };
    case 'waiting':
      return { icon: 'bell-dot', color: 'charts.blue' };
    case 'done':
      return { icon: 'pass', color: 'charts.green' };
    case 'failed':
    case 'lost':
      return { icon: 'error', color: 'list.errorForeground' };
    case 'cancelled':
      return { icon: 'circle-slash' };
    default:
      return { icon: 'circle-outline' };
  }
}

/** The row of a changed file. */
export function describeChange(file: ChangedFile, say: Say): Row {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const folder = file.path.slice(0, Math.max(0, file.path.length - name.length - 1));
  const size = file.added === undefined ? say('binary') : `+${file.added} −${file.deleted ?? 0}`;
  const moved = file.oldPath === undefined ? undefined : say('was {0}', file.oldPath);
  return {
    label: name,
    description: joined(size, moved, folder),
    ...changeIcon(file),
    tooltip: literal(joined(file.path, size, moved)),
    context: `change.${file.status}`,
    spoken: joined(file.path, file.status, size),
  };
}

function changeIcon(file: ChangedFile): { readonly icon: string; readonly color?: string } {
  switch (file.status) {
    case 'added':
      return { icon: 'diff-added', color: 'gitDecoration.addedResourceForeground' };
    case 'modified':
    case 'type-changed':
      return { icon: 'diff-modified', color: 'gitDecoration.modifiedResourceForeground' };
    case 'deleted':
      return { icon: 'diff-removed', color: 'gitDecoration.deletedResourceForeground' };
    case 'renamed':
      return { icon: 'diff-renamed', color: 'gitDecoration.renamedResourceForeground' };
    default:
      return { icon: 'diff' };
  }
}
