import type {
  Asked,
  AskedApproval,
  DecisionView,
  TaskStateKind,
  TaskSummary,
} from '../../clients/typescript/src/protocol';

/** A task as the daemon might report it. */
export function task(id: string, changes: Partial<TaskSummary> = {}): TaskSummary {
  return {
    id,
    revision: 1,
    title: `Title of ${id}`,
    repository: '/home/ann/shop',
    repositoryName: 'shop',
    target: 'main',
    state: { kind: 'building', text: 'building 1/3' },
    itemsDone: 1,
    items: 3,
    decisions: 0,
    usage: {},
    overlaps: [],
    createdAt: '2026-11-28T10:00:00Z',
    updatedAt: '2026-11-28T10:00:00Z',
    ...changes,
  };
}

export function inState(id: string, kind: TaskStateKind, revision = 1): TaskSummary {
  return task(id, { revision, state: { kind, text: kind } });
}

/** A decision as the daemon might report it. */
export function decision(taskId: string, id: string, asked: Asked): DecisionView {
  return {
    id,
    task: taskId,
    taskTitle: `Title of ${taskId}`,
    repository: '/home/ann/shop',
    since: '2026-11-28T10:00:00Z',
    revision: 1,
    summary: 'in a line',
    asked,
  };
}

export const approval: AskedApproval = {
  kind: 'approval',
  artifact: 'spec.md',
  revision: 1,
  blob: 'b10b',
  assumptions: ['Semicolons.'],
  openQuestions: ['Round?', 'All pages?'],
  touches: ['src/**'],
  diagnostics: [],
  warnings: [],
};

export const question: Asked = { kind: 'question', text: 'Keep them?', options: ['Keep', 'Drop'] };
