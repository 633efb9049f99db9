import * as vscode from 'vscode';
import {
  decision,
  notifications,
  task,
  type DecisionView,
  type TaskSummary,
  type TaskView,
} from '../../clients/typescript/src/protocol';
import type { Daemon } from './daemon';
import { Known } from './known';
import { reasonOf } from './words';

/** The tasks and decisions as last reported, and word of every change. */
export class Model implements vscode.Disposable {
  private readonly known = new Known();
  private readonly tasksChanged = new vscode.EventEmitter<string | undefined>();
  private readonly inboxChanged = new vscode.EventEmitter<void>();
  private readonly views = new Map<string, Promise<TaskView>>();
  private readonly disposables: vscode.Disposable[] = [];
  private listing = 0;
  private trouble: string | undefined;

  /** A task changed, or with nothing: any may have. */
  readonly onDidChangeTasks = this.tasksChanged.event;
  readonly onDidChangeInbox = this.inboxChanged.event;

  constructor(
    private readonly daemon: Daemon,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables.push(
      this.tasksChanged,
      this.inboxChanged,
      daemon.on(notifications.taskChanged, (change) => {
        if (this.known.takeChange(change)) {
          this.views.delete(change.task);
          this.tasksChanged.fire(change.task);
        }
      }),
      daemon.on(notifications.inboxChanged, (inbox) => {
        if (this.known.takeInbox(inbox)) {
          this.inboxChanged.fire();
        }
      }),
      daemon.onDidConnect(() => void this.list()),
      daemon.onDidReset(() => {
        this.known.clear();
        void this.list();
      }),
    );
  }

  get isListed(): boolean {
    return this.known.isListed;
  }

  /** Whether it is known what waits in the inbox, be it nothing. */
  get isAsked(): boolean {
    return this.known.isAsked;
  }

  /** Why there is nothing to show though there is a connection. */
  get problem(): string | undefined {
    return this.trouble;
  }

  get tasks(): readonly TaskSummary[] {
    return this.known.tasks;
  }

  get decisions(): readonly DecisionView[] {
    return this.known.decisions;
  }

  task(id: string): TaskSummary | undefined {
    return this.known.task(id);
  }

  decision(taskId: string, id: string): DecisionView | undefined {
    return this.known.decision(taskId, id);
  }

  /** Everything about one task, as of its latest revision. */
  view(id: string): Promise<TaskView> {
    const known = this.views.get(id);
    if (known !== undefined) {
      return known;
    }
    const asked = this.daemon.request(task.show, { task: id });
    this.views.set(id, asked);
    asked.catch(() => {
      if (this.views.get(id) === asked) {
        this.views.delete(id);
      }
    });
    return asked;
  }

  /** Takes in what a command answered, without waiting to be told. */
  take(view: TaskView): void {
    const { summary } = view;
    if (this.known.takeChange({ position: -1, task: summary.id, summary })) {
      this.views.set(summary.id, Promise.resolve(view));
      this.tasksChanged.fire(summary.id);
    }
  }

  /** Lists anew: what is known is replaced by what there is. The inbox waits for no long list of tasks. */
  async list(): Promise<void> {
    const asked = ++this.listing;
    this.views.clear();
    this.trouble = undefined;
    await Promise.all([
      this.listed(asked, this.daemon.request(decision.list, {}), (inbox) => {
        this.known.takeInbox(inbox);
        this.inboxChanged.fire();
      }),
      this.listed(asked, this.daemon.request(task.list, { all: true }), (tasks) => {
        this.known.takeList(tasks);
        this.tasksChanged.fire(undefined);
      }),
    ]);
  }

  private async listed<T>(asked: number, list: Promise<T>, take: (list: T) => void): Promise<void> {
    try {
      const found = await list;
      if (asked === this.listing) {
        take(found);
      }
    } catch (error) {
      if (asked === this.listing) {
        this.trouble = reasonOf(error);
        this.log.error(`tasks could not be listed: ${this.trouble}`);
        this.inboxChanged.fire();
        this.tasksChanged.fire(undefined);
      }
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }
}
