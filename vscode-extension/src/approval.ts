import * as vscode from 'vscode';
import { decision as decisions, type TaskView } from '../../clients/typescript/src/protocol';
import { numberIn, textIn } from './about';
import { line, pick } from './ask';
import { give, isAllowed } from './command';
import type { Tools } from './tools';

/** Approves exactly what was shown; what was not is shown first. */
export async function approve(tools: Tools, about: unknown): Promise<TaskView | undefined> {
  const open = await pick(tools, about, ['approval']);
  if (open?.asked.kind !== 'approval' || !(await isAllowed())) {
    return undefined;
  }
  const { asked } = open;
  const named = numberIn(about, 'artifactRevision');
  const shown = named ?? tools.seen.revision(open.task, asked.artifact);
  if (named === undefined && shown !== asked.revision) {
    await vscode.commands.executeCommand('tercet.reviewSpec', {
      task: open.task,
      decision: open.id,
    });
    const yes = vscode.l10n.t('Approve');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Read {0} first; then approve revision {1}.', asked.artifact, asked.revision),
      yes,
    );
    if (chosen !== yes) {
      return undefined;
    }
  }
  const blob = textIn(about, 'blob') ?? (named === undefined ? asked.blob : undefined);
  return give(tools, decisions.approve, {
    task: open.task,
    decision: open.id,
    artifactRevision: named ?? asked.revision,
    ...(blob === undefined ? {} : { blob }),
  });
}

/** Sends an artifact or a change back, with a correction that is asked for unless it is given. */
export async function reject(tools: Tools, about: unknown): Promise<TaskView | undefined> {
  const open = await pick(tools, about, ['approval', 'merge']);
  if (open === undefined || !(await isAllowed())) {
    return undefined;
  }
  const correction =
    textIn(about, 'correction') ??
    (await line({
      title: open.taskTitle,
      prompt:
        open.asked.kind === 'merge'
          ? vscode.l10n.t('What is missing? It goes back to the builder with your line.')
          : vscode.l10n.t('What is wrong? The planner writes it again with your line.'),
    }));
  if (correction === undefined) {
    return undefined;
  }
  return give(tools, decisions.reject, { task: open.task, decision: open.id, correction });
}
