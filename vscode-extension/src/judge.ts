import * as vscode from 'vscode';
import {
  decision as decisions,
  type JudgementVerdict,
  type TaskView,
} from '../../clients/typescript/src/protocol';
import { numberIn, textIn, textsIn } from './about';
import { line, pick } from './ask';
import { give, isAllowed } from './command';
import type { Tools } from './tools';

/** What is judged, and how. */
export interface Judging {
  readonly task: string | undefined;
  readonly decision?: string | undefined;
  /** As shown; what the inbox has where it is not given. */
  readonly clusterRevision?: number | undefined;
  /** Ids of findings; none are all that are open. */
  readonly findings: readonly string[];
  readonly verdict: JudgementVerdict;
  /** Asked for where the verdict needs it and it is not given. */
  readonly line?: string | undefined;
}

export function judgeOf(about: unknown): Omit<Judging, 'verdict'> {
  return {
    task: textIn(about, 'task'),
    decision: textIn(about, 'decision'),
    clusterRevision: numberIn(about, 'clusterRevision'),
    findings: textsIn(about, 'findings'),
    line: textIn(about, 'line'),
  };
}

/** Says what is to become of findings. */
export async function judge(tools: Tools, judging: Judging): Promise<TaskView | undefined> {
  const open = await pick(tools, judging, ['findings']);
  if (open?.asked.kind !== 'findings' || !(await isAllowed())) {
    return undefined;
  }
  const { verdict } = judging;
  const { asked } = open;
  const findings =
    judging.findings.length > 0
      ? judging.findings
      : asked.clusters
          .filter((cluster) => cluster.state === 'open')
          .flatMap((cluster) => cluster.findings);
  const said =
    judging.line ??
    (verdict === 'accept'
      ? ''
      : await line({ title: open.taskTitle, prompt: verdictPrompt(verdict) }));
  if (said === undefined) {
    return undefined;
  }
  return give(tools, decisions.judge, {
    task: open.task,
    decision: open.id,
    clusterRevision: judging.clusterRevision ?? asked.clusterRevision,
    judgements: [
      { findings: [...new Set(findings)], verdict, ...(said === '' ? {} : { line: said }) },
    ],
  });
}

function verdictPrompt(verdict: JudgementVerdict): string {
  switch (verdict) {
    case 'accept':
      return vscode.l10n.t('What should the builder know?');
    case 'dismiss':
      return vscode.l10n.t('Why is it no defect?');
    case 'push-back':
      return vscode.l10n.t('What is to be done instead? The builder gets your line.');
    case 'ask':
      return vscode.l10n.t('What do you want to know from the reviewer?');
  }
}
