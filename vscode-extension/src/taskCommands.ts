import * as vscode from 'vscode';
import {
  merge,
  task as tasks,
  type RequestType,
  type TaskCommand,
  type TaskSummary,
  type TaskView,
} from '../../clients/typescript/src/protocol';
import { textIn } from './about';
import { give, isAllowed } from './command';
import { line } from './ask';
import type { Tools } from './tools';

/** The commands that steer a task. Without a task they ask which. */
export function registerTaskCommands(tools: Tools): vscode.Disposable {
  const command = (name: string, make: (task: TaskSummary, about: unknown) => Promise<unknown>) =>
    vscode.commands.registerCommand(`tercet.${name}`, async (about: unknown) => {
      const task = await chooseTask(tools, about);
      if (task !== undefined && (await isAllowed())) {
        await make(task, about);
      }
    });
  const simply = (name: string, type: RequestType<TaskCommand, TaskView>) =>
    command(name, (task) => give(tools, type, { task: task.id }));
  return vscode.Disposable.from(
    simply('pause', tasks.pause),
    simply('resume', tasks.resume),
    command('takeover', (task) => takeover(tools, task)),
    command('handback', (task) => handback(tools, task)),
    command('retry', (task, about) => retry(tools, task, about)),
    command('rebase', (task) => rebase(tools, task)),
    command('abandon', (task) => abandon(tools, task)),
    command('delete', (task) => remove(tools, task)),
    command('undo', (task) => undo(tools, task)),
    vscode.commands.registerCommand('tercet.copyId', async (about: unknown) => {
      await vscode.env.clipboard.writeText(textIn(about, 'task') ?? '');
    }),
  );
}

async function chooseTask(tools: Tools, about: unknown): Promise<TaskSummary | undefined> {
  const id = textIn(about, 'task');
  if (id !== undefined) {
    const known = tools.model.task(id);
    if (known === undefined) {
      await vscode.window.showWarningMessage(
        vscode.l10n.t('The task is not there any more: {0}', id),
      );
    }
    return known;
  }
  const rows = tools.model.tasks.map((task) => ({
    label: task.title,
    description: task.state.text,
    task,
  }));
  const chosen = await vscode.window.showQuickPick(rows, {
    placeHolder: vscode.l10n.t('Which task?'),
    matchOnDescription: true,
  });
  return chosen?.task;
}

async function takeover(tools: Tools, task: TaskSummary): Promise<void> {
  const view = await give(tools, tasks.takeover, { task: task.id });
  if (view === undefined) {
    return;
  }
  const open = vscode.l10n.t('Open Worktree in New Window');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('"{0}" is yours until you hand it back.', task.title),
    open,
  );
  if (chosen === open) {
    await vscode.commands.executeCommand('tercet.openWorktree', { task: task.id });
  }
}

async function handback(tools: Tools, task: TaskSummary): Promise<void> {
  const message = await line({
    title: task.title,
    prompt: vscode.l10n.t('Message of the commit that holds your edits; empty for the usual one'),
    empty: true,
  });
  if (message !== undefined) {
    await give(tools, tasks.handback, {
      task: task.id,
      ...(message === '' ? {} : { message }),
    });
  }
}

async function retry(tools: Tools, task: TaskSummary, about: unknown): Promise<void> {
  const note = await line({
    title: task.title,
    prompt: vscode.l10n.t('What should the agent be told? Leave it empty for nothing.'),
    empty: true,
  });
  const step = textIn(about, 'step');
  if (note !== undefined) {
    await give(tools, tasks.retry, {
      task: task.id,
      ...(step === undefined ? {} : { step }),
      ...(note === '' ? {} : { note }),
    });
  }
}

async function rebase(tools: Tools, task: TaskSummary): Promise<void> {
  const yes = vscode.l10n.t('Rebase');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Move "{0}" onto the newest {1}?', task.title, task.target),
    { modal: true, detail: vscode.l10n.t('Every approval is asked for again.') },
    yes,
  );
  if (chosen === yes) {
    await give(tools, tasks.rebase, { task: task.id });
  }
}

async function abandon(tools: Tools, task: TaskSummary): Promise<void> {
  const yes = vscode.l10n.t('Abandon');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Give "{0}" up?', task.title),
    { modal: true, detail: vscode.l10n.t('Its branch and artifacts are kept.') },
    yes,
  );
  if (chosen === yes) {
    await give(tools, tasks.abandon, { task: task.id });
  }
}

/** What would lose work is done only where the person types the task's whole id. */
async function remove(tools: Tools, task: TaskSummary): Promise<void> {
  const ended = task.state.kind === 'merged';
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Delete "{0}"', task.title),
    prompt: ended
      ? vscode.l10n.t('Enter deletes it: worktree and branch.')
      : vscode.l10n.t(
          'Empty deletes it only where no work is lost. Type {0} to delete uncommitted and unmerged work too.',
          task.id,
        ),
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === '' || value === task.id ? undefined : vscode.l10n.t('Nothing, or {0}', task.id),
  });
  if (typed !== undefined) {
    await give(tools, tasks.delete, {
      task: task.id,
      ...(typed === '' ? {} : { force: typed }),
    });
  }
}

async function undo(tools: Tools, task: TaskSummary): Promise<void> {
  const yes = vscode.l10n.t('Undo the Merge');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Take "{0}" out of {1} again?', task.title, task.target),
    {
      modal: true,
      detail: vscode.l10n.t('One commit reverts it, and what was merged later is verified again.'),
    },
    yes,
  );
  if (chosen === yes) {
    await give(tools, merge.undo, { task: task.id });
  }
}
