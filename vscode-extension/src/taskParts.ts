import * as vscode from 'vscode';
import type {
  ArtifactView,
  ChangedFile,
  ClusterView,
  ItemView,
  RunView,
  StepView,
  TaskView,
} from '../../clients/typescript/src/protocol';
import { describeCluster } from './inboxRow';
import {
  describeArtifact,
  describeChange,
  describeItem,
  describeRun,
  describeStep,
  type Group,
} from './taskRow';
import { itemOf } from './treeItem';

export const sections = ['steps', 'artifacts', 'changes', 'findings', 'runs'] as const;
export type Section = (typeof sections)[number];

/** A row of the task tree. What belongs to a task bears its id, as every command's argument does. */
export type TaskNode =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'task'; readonly task: string }
  | PartNode;

/** A row of something that belongs to a task. */
export type PartNode =
  | {
      readonly kind: 'section';
      readonly task: string;
      readonly section: Section;
      readonly view: TaskView;
    }
  | { readonly kind: 'step'; readonly task: string; readonly step: string; readonly view: StepView }
  | {
      readonly kind: 'item';
      readonly task: string;
      readonly step: string;
      readonly at: number;
      readonly view: ItemView;
    }
  | {
      readonly kind: 'artifact';
      readonly task: string;
      readonly name: string;
      readonly view: ArtifactView;
    }
  | {
      readonly kind: 'run';
      readonly task: string;
      readonly run: string;
      readonly stepName: string;
      readonly view: RunView;
    }
  | {
      readonly kind: 'change';
      readonly task: string;
      readonly path: string;
      readonly view: ChangedFile;
    }
  | {
      readonly kind: 'cluster';
      readonly task: string;
      readonly cluster: string;
      readonly findings: readonly string[];
      readonly clusterRevision: number;
      readonly view: ClusterView;
    }
  | { readonly kind: 'note'; readonly task: string; readonly text: string };

/** The row of something that belongs to a task. */
export function partItem(node: PartNode): vscode.TreeItem {
  const say = vscode.l10n.t;
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'section':
      return sectionItem(node.view, node.section);
    case 'step':
      return itemOf(
        describeStep(node.view, say),
        `${node.task}/step/${node.step}`,
        node.view.items.length === 0 ? None : node.view.state === 'running' ? Expanded : Collapsed,
      );
    case 'item':
      return itemOf(describeItem(node.view), `${node.task}/item/${node.step}/${node.at}`);
    case 'artifact':
      return opening(
        itemOf(describeArtifact(node.view, say), `${node.task}/artifact/${node.name}`),
        'tercet.openArtifact',
        node,
      );
    case 'run':
      return opening(
        itemOf(describeRun(node.view, node.stepName, say), `${node.task}/run/${node.run}`),
        'tercet.transcript',
        node,
      );
    case 'change': {
      const item = itemOf(describeChange(node.view, say), `${node.task}/change/${node.path}`);
      return opening(item, 'tercet.diff', node);
    }
    case 'cluster':
      return opening(
        itemOf(describeCluster(node.view, say), `${node.task}/cluster/${node.cluster}`),
        'tercet.openFinding',
        node,
      );
    case 'note': {
      const item = new vscode.TreeItem(node.text);
      item.id = `${node.task}/note`;
      item.iconPath = new vscode.ThemeIcon('warning');
      return item;
    }
  }
}

/** Whether a section of a task has anything in it. */
export function hasRows(view: TaskView, section: Section): boolean {
  switch (section) {
    case 'steps':
      return view.steps.length > 0;
    case 'artifacts':
      return view.artifacts.length > 0;
    case 'changes':
      return view.changes.files > 0;
    case 'findings':
      return view.steps.some((step) => step.role === 'review' && step.state !== 'pending');
    case 'runs':
      return view.runs.length > 0;
  }
}

function sectionItem(view: TaskView, section: Section): vscode.TreeItem {
  const { title, description, icon } = sectionWords(view, section);
  const item = new vscode.TreeItem(
    title,
    section === 'steps'
      ? vscode.TreeItemCollapsibleState.Expanded
      : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = `${view.summary.id}/section/${section}`;
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = `section.${section}`;
  return item;
}

function sectionWords(
  view: TaskView,
  section: Section,
): { readonly title: string; readonly description: string; readonly icon: string } {
  const say = vscode.l10n.t;
  switch (section) {
    case 'steps': {
      const done = view.steps.filter((step) => step.state === 'done' || step.state === 'skipped');
      return {
        title: say('Steps'),
        description: `${done.length}/${view.steps.length}`,
        icon: 'list-ordered',
      };
    }
    case 'artifacts':
      return {
        title: say('Artifacts'),
        description: String(view.artifacts.length),
        icon: 'files',
      };
    case 'changes':
      return {
        title: say('Changes'),
        description: `${view.changes.files} · +${view.changes.added} −${view.changes.deleted}`,
        icon: 'diff-multiple',
      };
    case 'findings':
      return { title: say('Findings'), description: '', icon: 'comment-discussion' };
    case 'runs':
      return { title: say('Runs'), description: String(view.runs.length), icon: 'run-all' };
  }
}

function opening(item: vscode.TreeItem, command: string, node: TaskNode): vscode.TreeItem {
  item.command = { command, title: vscode.l10n.t('Open'), arguments: [node] };
  return item;
}
