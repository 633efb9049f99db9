import type {
  DecisionView,
  Inbox,
  TaskChanged,
  TaskList,
  TaskSummary,
} from '../../clients/typescript/src/protocol';

/**
 * What was last reported: of two views of a task the one with the higher revision counts, of two
 * inboxes the one with the higher position.
 */
export class Known {
  private readonly byId = new Map<string, TaskSummary>();
  /** Deleted tasks by the position at which they went, so that a late list brings none back. */
  private readonly gone = new Map<string, number>();
  private inbox: Inbox = { position: -1, decisions: [] };
  private listed = false;

  /** Whether the tasks were listed at all. */
  get isListed(): boolean {
    return this.listed;
  }

  /** Whether it was told at all what is asked. */
  get isAsked(): boolean {
    return this.inbox.position >= 0;
  }

  get tasks(): readonly TaskSummary[] {
    return [...this.byId.values()];
  }

  get decisions(): readonly DecisionView[] {
    return this.inbox.decisions;
  }

  task(id: string): TaskSummary | undefined {
    return this.byId.get(id);
  }

  decision(task: string, id: string): DecisionView | undefined {
    return this.inbox.decisions.find((one) => one.task === task && one.id === id);
  }

  /** Takes a whole list; tasks that are not in it are forgotten unless they are younger than it. */
  takeList(list: TaskList): void {
    const there = list.tasks.filter((task) => task.state.kind !== 'deleted');
    const listed = new Set(there.map((task) => task.id));
    for (const task of this.byId.values()) {
      if (!listed.has(task.id) && task.revision <= list.position) {
        this.byId.delete(task.id);
      }
    }
    for (const task of there) {
      if ((this.gone.get(task.id) ?? -1) < list.position) {
        this.put(task);
      }
    }
    this.listed = true;
  }

  /** Takes a change; whether it is news. */
  takeChange(change: TaskChanged): boolean {
    if (change.summary === undefined || change.summary.state.kind === 'deleted') {
      this.gone.set(change.task, change.position);
      return this.byId.delete(change.task);
    }
    return this.put(change.summary);
  }

  /** Takes an inbox; whether it is news. */
  takeInbox(inbox: Inbox): boolean {
    if (inbox.position < this.inbox.position) {
      return false;
    }
    this.inbox = inbox;
    return true;
  }

  /** Forgets everything: the journal is another one. */
  clear(): void {
    this.byId.clear();
    this.gone.clear();
    this.inbox = { position: -1, decisions: [] };
    this.listed = false;
  }

  private put(task: TaskSummary): boolean {
    const known = this.byId.get(task.id);
    if (known !== undefined && task.revision < known.revision) {
      return false;
    }
    this.byId.set(task.id, task);
    return true;
  }
}
