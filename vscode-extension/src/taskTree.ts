import * as vscode from 'vscode';
import {
  change,
  finding,
  type RunView,
  type TaskSummary,
  type TaskView,
} from '../../clients/typescript/src/protocol';
import { FirstRows } from './firstRows';
import { hasRows, partItem, sections, type Section, type TaskNode } from './taskParts';
import { describeTask, groupOf, groups, groupTitle, type Group } from './taskRow';
import type { Tools } from './tools';
import { itemOf } from './treeItem';
import { isToldOtherwise, viewMessage } from './welcome';
import { reasonOf } from './words';

/** Changes that come at once are shown at once. */
const TOGETHER = 100;

/** The "Tasks" view: every task by its state, and what it is made of. */
export function registerTaskTree(tools: Tools): vscode.Disposable {
  const tree = new TaskTree(tools);
  const view = vscode.window.createTreeView('tercet.tasks', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const reveal = vscode.commands.registerCommand('tercet.show', async (about: unknown) => {
    const id = (about as { readonly task?: string } | undefined)?.task;
    const node = id === undefined ? undefined : tree.rowOf(id);
    if (node === undefined) {
      await vscode.commands.executeCommand('tercet.tasks.focus');
    } else {
      await view.reveal(node, { select: true, focus: true, expand: true });
    }
  });
  const message = () => (view.message = viewMessage(tools) ?? '');
  message();
  return vscode.Disposable.from(
    view,
    tree,
    reveal,
    tools.model.onDidChangeTasks(message),
    tools.daemon.onDidChangeState(message),
  );
}

class TaskTree implements vscode.TreeDataProvider<TaskNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<TaskNode | undefined>();
  private readonly listening: vscode.Disposable;
  /** One object for each row that stays, so that the editor can be told which one changed. */
  private readonly groupRows = new Map<Group, TaskNode>(
    groups.map((group) => [group, { kind: 'group', group }]),
  );
  private readonly taskRows = new Map<string, TaskNode>();
  private readonly groupShown = new Map<string, Group>();
  private readonly stale = new Set<string>();
  private readonly first = new FirstRows();
  private all = false;
  private pending: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly tools: Tools) {
    this.listening = vscode.Disposable.from(
      tools.model.onDidChangeTasks((task) => this.note(task)),
      tools.daemon.onDidChangeState(() => this.first.areKnown(isToldOtherwise(tools))),
    );
  }

  rowOf(task: string): TaskNode | undefined {
    return this.tools.model.task(task) === undefined ? undefined : this.taskRow(task);
  }

  getParent(node: TaskNode): TaskNode | undefined {
    if (node.kind !== 'task') {
      return undefined;
    }
    const known = this.tools.model.task(node.task);
    return known === undefined ? undefined : this.groupRows.get(groupOf(known.state.kind));
  }

  async getChildren(parent?: TaskNode): Promise<TaskNode[]> {
    switch (parent?.kind) {
      case undefined:
        await this.first.known;
        return this.groupNodes();
      case 'group':
        return this.tasksOf(parent.group);
      case 'task':
        return this.guarded(parent.task, () => this.sectionsOf(parent.task));
      case 'section':
        return this.guarded(parent.task, () => this.rowsOf(parent.view, parent.section));
      case 'step':
        return parent.view.items.map((view, at) => ({
          kind: 'item',
          task: parent.task,
          step: parent.step,
          at,
          view,
        }));
      case 'item':
      case 'artifact':
      case 'run':
      case 'change':
      case 'cluster':
      case 'note':
        return [];
    }
  }

  getTreeItem(node: TaskNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group':
        return this.groupItem(node.group);
      case 'task':
        return this.taskItem(node.task);
      case 'section':
      case 'step':
      case 'item':
      case 'artifact':
      case 'run':
      case 'change':
      case 'cluster':
      case 'note':
        return partItem(node);
    }
  }

  private taskItem(id: string): vscode.TreeItem {
    const task = this.tools.model.task(id);
    return task === undefined
      ? new vscode.TreeItem(id)
      : itemOf(
          describeTask(task, this.titleOf, vscode.l10n.t),
          id,
          vscode.TreeItemCollapsibleState.Collapsed,
        );
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.listening.dispose();
    this.changed.dispose();
  }

  private readonly titleOf = (task: string) => this.tools.model.task(task)?.title;

  private note(task: string | undefined): void {
    if (!this.first.areKnown(this.tools.model.isListed || isToldOtherwise(this.tools))) {
      return;
    }
    if (task === undefined) {
      this.all = true;
    } else {
      this.stale.add(task);
    }
    this.pending ??= setTimeout(() => this.tell(), TOGETHER);
  }

  /** Says which rows changed; a task that is in another group by now changes both. */
  private tell(): void {
    this.pending = undefined;
    const moved = [...this.stale].some((id) => {
      const known = this.tools.model.task(id);
      return this.groupShown.get(id) !== (known && groupOf(known.state.kind));
    });
    if (this.all || moved) {
      this.changed.fire(undefined);
    } else {
      for (const id of this.stale) {
        this.changed.fire(this.taskRow(id));
      }
    }
    this.all = false;
    this.stale.clear();
  }

  private taskRow(task: string): TaskNode {
    const known = this.taskRows.get(task);
    if (known !== undefined) {
      return known;
    }
    const row: TaskNode = { kind: 'task', task };
    this.taskRows.set(task, row);
    return row;
  }

  private groupNodes(): TaskNode[] {
    this.groupShown.clear();
    const present = new Set<Group>();
    for (const task of this.tools.model.tasks) {
      const group = groupOf(task.state.kind);
      this.groupShown.set(task.id, group);
      present.add(group);
    }
    return groups
      .filter((group) => present.has(group))
      .map((group) => this.groupRows.get(group))
      .filter((row) => row !== undefined);
  }

  private groupItem(group: Group): vscode.TreeItem {
    const tasks = this.tasksIn(group);
    const item = new vscode.TreeItem(
      groupTitle(group, vscode.l10n.t),
      group === 'ended'
        ? vscode.TreeItemCollapsibleState.Collapsed
        : vscode.TreeItemCollapsibleState.Expanded,
    );
    item.id = `group/${group}`;
    item.description = String(tasks.length);
    item.contextValue = `group.${group}`;
    item.accessibilityInformation = {
      label:
        tasks.length === 1
          ? vscode.l10n.t('{0}, 1 task', groupTitle(group, vscode.l10n.t))
          : vscode.l10n.t('{0}, {1} tasks', groupTitle(group, vscode.l10n.t), tasks.length),
    };
    return item;
  }

  private tasksOf(group: Group): TaskNode[] {
    return this.tasksIn(group)
      .sort((left, right) => right.updatedAt.localeCompare(left.updatedAt))
      .map((task) => this.taskRow(task.id));
  }

  private tasksIn(group: Group): TaskSummary[] {
    return this.tools.model.tasks.filter((task) => groupOf(task.state.kind) === group);
  }

  private async sectionsOf(task: string): Promise<TaskNode[]> {
    const view = await this.tools.model.view(task);
    return sections
      .filter((section) => hasRows(view, section))
      .map((section) => ({ kind: 'section', task, section, view }));
  }

  private async rowsOf(view: TaskView, section: Section): Promise<TaskNode[]> {
    const task = view.summary.id;
    switch (section) {
      case 'steps':
        return view.steps.map((step) => ({ kind: 'step', task, step: step.id, view: step }));
      case 'artifacts':
        return view.artifacts.map((artifact) => ({
          kind: 'artifact',
          task,
          name: artifact.name,
          view: artifact,
        }));
      case 'runs':
        return newestFirst(view.runs).map((run) => ({
          kind: 'run',
          task,
          run: run.id,
          stepName: view.steps.find((step) => step.id === run.step)?.name ?? run.step,
          view: run,
        }));
      case 'changes': {
        const { files } = await this.tools.daemon.request(change.files, { task });
        return files.map((file) => ({ kind: 'change', task, path: file.path, view: file }));
      }
      case 'findings': {
        const found = await this.tools.daemon.request(finding.list, { task });
        return found.clusters.map((cluster) => ({
          kind: 'cluster',
          task,
          cluster: cluster.id,
          findings: cluster.findings,
          clusterRevision: found.clusterRevision,
          view: cluster,
        }));
      }
    }
  }

  /** A row that says why there are none, where they cannot be had. */
  private async guarded(task: string, rows: () => Promise<TaskNode[]>): Promise<TaskNode[]> {
    try {
      return await rows();
    } catch (error) {
      return [{ kind: 'note', task, text: reasonOf(error) }];
    }
  }
}

function newestFirst(runs: readonly RunView[]): RunView[] {
  return [...runs].sort((left, right) => right.startedAt.localeCompare(left.startedAt));
}
