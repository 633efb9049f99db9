import * as vscode from 'vscode';
import type { ClusterView, DecisionView } from '../../clients/typescript/src/protocol';
import { describeCluster, describeDecision } from './inboxRow';
import { remedies, type Remedy } from './remedies';
import type { Tools } from './tools';
import { FirstRows } from './firstRows';
import { itemOf } from './treeItem';
import { isToldOtherwise, viewMessage } from './welcome';

/** A row of the inbox: a decision, findings to judge within one, or what mends the connection. */
export type InboxNode = DecisionNode | ClusterNode | RemedyNode;

interface RemedyNode {
  readonly kind: 'remedy';
  readonly view: Remedy;
}

export interface DecisionNode {
  readonly kind: 'decision';
  readonly task: string;
  readonly decision: string;
  readonly view: DecisionView;
}

export interface ClusterNode {
  readonly kind: 'cluster';
  readonly task: string;
  readonly decision: string;
  readonly cluster: string;
  readonly findings: readonly string[];
  readonly clusterRevision: number;
  readonly view: ClusterView;
}

/** The "Inbox" view: what waits for the person, the most valuable first, with its number as badge. */
export function registerInboxTree(tools: Tools): vscode.Disposable {
  const { daemon, model } = tools;
  const tree = new InboxTree(tools);
  const view = vscode.window.createTreeView('tercet.inbox', { treeDataProvider: tree });
  const refresh = () => {
    view.message = viewMessage(tools) ?? '';
    const waiting = model.decisions.length;
    view.badge =
      waiting === 0
        ? undefined
        : {
            value: waiting,
            tooltip:
              waiting === 1
                ? vscode.l10n.t('1 decision waits for you')
                : vscode.l10n.t('{0} decisions wait for you', waiting),
          };
  };
  refresh();
  return vscode.Disposable.from(
    view,
    tree,
    model.onDidChangeInbox(refresh),
    daemon.onDidChangeState(refresh),
  );
}

class InboxTree implements vscode.TreeDataProvider<InboxNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly listening: vscode.Disposable;
  private readonly first = new FirstRows();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly tools: Tools) {
    const tell = () => {
      if (this.first.areKnown(tools.model.isAsked || isToldOtherwise(tools))) {
        this.changed.fire(undefined);
      }
    };
    this.listening = vscode.Disposable.from(
      tools.model.onDidChangeInbox(tell),
      tools.daemon.onDidChangeState(tell),
    );
  }

  async getChildren(parent?: InboxNode): Promise<InboxNode[]> {
    switch (parent?.kind) {
      case undefined:
        await this.first.known;
        return this.rows();
      case 'decision':
        return clustersOf(parent);
      case 'cluster':
      case 'remedy':
        return [];
    }
  }

  private rows(): InboxNode[] {
    const { daemon, model } = this.tools;
    if (daemon.state.kind !== 'connected' && model.decisions.length === 0) {
      return remedies(daemon.state, vscode.l10n.t).map((view) => ({ kind: 'remedy', view }));
    }
    return model.decisions.map((view) => ({
      kind: 'decision',
      task: view.task,
      decision: view.id,
      view,
    }));
  }

  getTreeItem(node: InboxNode): vscode.TreeItem {
    switch (node.kind) {
      case 'decision':
        return this.decisionItem(node);
      case 'cluster':
        return clusterItem(node);
      case 'remedy':
        return remedyItem(node.view);
    }
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private decisionItem(node: DecisionNode): vscode.TreeItem {
    const title = this.tools.model.task(node.task)?.title;
    const hasRows = clustersOf(node).length > 0;
    const item = itemOf(
      describeDecision(node.view, title, vscode.l10n.t),
      `${node.task}/${node.decision}`,
      hasRows ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
    );
    item.command = {
      command: 'tercet.decide',
      title: vscode.l10n.t('Decide'),
      arguments: [node],
    };
    return item;
  }
}

function clustersOf(node: DecisionNode): ClusterNode[] {
  const { asked } = node.view;
  if (asked.kind !== 'findings') {
    return [];
  }
  return asked.clusters
    .filter((cluster) => cluster.state === 'open')
    .map((cluster) => ({
      kind: 'cluster',
      task: node.task,
      decision: node.decision,
      cluster: cluster.id,
      findings: cluster.findings,
      clusterRevision: asked.clusterRevision,
      view: cluster,
    }));
}

function clusterItem(node: ClusterNode): vscode.TreeItem {
  const item = itemOf(
    describeCluster(node.view, vscode.l10n.t),
    `${node.task}/${node.decision}/${node.cluster}`,
  );
  item.command = {
    command: 'tercet.openFinding',
    title: vscode.l10n.t('Open'),
    arguments: [node],
  };
  return item;
}

function remedyItem({ label, icon, command }: Remedy): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = command;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.command = { command, title: label };
  return item;
}
