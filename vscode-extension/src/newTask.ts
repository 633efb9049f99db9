import path from 'node:path';
import * as vscode from 'vscode';
import { task, workflow, type TaskView } from '../../clients/typescript/src/protocol';
import { textIn } from './about';
import { explain, isAllowed } from './command';
import { issueOf, ticketOf, ticketsIn, type Ticket } from './tickets';
import type { Tools } from './tools';
import { reasonOf } from './words';

/** `New Task`: from a title, a selection, a file of tickets, or an issue on the clipboard. */
export function registerNewTask(tools: Tools): vscode.Disposable {
  const command = (name: string, make: (about: unknown) => Promise<void>) =>
    vscode.commands.registerCommand(`tercet.${name}`, make);
  return vscode.Disposable.from(
    command('new', (about) => fromTitle(tools, about)),
    command('newFromSelection', () => fromSelection(tools)),
    command('newFromFile', (file) => fromFile(tools, file)),
    command('newFromClipboard', () => fromClipboard(tools)),
  );
}

async function fromTitle(tools: Tools, about: unknown): Promise<void> {
  const given = ticketOf(textIn(about, 'title') ?? '');
  const description = textIn(about, 'description') ?? given?.description ?? '';
  const workflowName = textIn(about, 'workflow') ?? textIn(about, 'file');
  await confirmed(
    tools,
    { title: given?.title ?? '', description, labels: [] },
    workflowName,
    textIn(about, 'repository'),
  );
}

async function fromSelection(tools: Tools): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const text = editor?.document.getText(editor.selection) ?? '';
  const ticket = ticketOf(text);
  if (editor === undefined || ticket === undefined) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Select the text of a ticket first: its first line becomes the title.'),
    );
    return;
  }
  const file = vscode.workspace.asRelativePath(editor.document.uri);
  const where = vscode.l10n.t(
    'From {0}, line {1} to {2}.',
    file,
    editor.selection.start.line + 1,
    editor.selection.end.line + 1,
  );
  const description = [ticket.description, where].filter((part) => part !== '').join('\n\n');
  await confirmed(tools, { ...ticket, description });
}

async function fromClipboard(tools: Tools): Promise<void> {
  const ticket = issueOf(await vscode.env.clipboard.readText());
  if (ticket === undefined) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The clipboard holds no text of an issue. Copy its title and text; a link alone is not read.',
      ),
    );
    return;
  }
  await confirmed(tools, ticket);
}

async function fromFile(tools: Tools, file: unknown): Promise<void> {
  const uri = file instanceof vscode.Uri ? file : await chooseFile();
  if (uri === undefined || !(await isAllowed())) {
    return;
  }
  let tickets: Ticket[];
  try {
    tickets = ticketsIn((await vscode.workspace.openTextDocument(uri)).getText());
  } catch (error) {
    await vscode.window.showErrorMessage(
      vscode.l10n.t('{0} cannot be read: {1}', uri.fsPath, reasonOf(error)),
    );
    return;
  }
  if (tickets.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('There is no ticket in {0}.', path.basename(uri.fsPath)),
    );
    return;
  }
  const chosen = await chooseTickets(tickets);
  const repository = chosen.length === 0 ? undefined : await chooseRepository(uri);
  if (repository !== undefined) {
    await createAll(tools, repository, chosen);
  }
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('A File of Tickets'),
    openLabel: vscode.l10n.t('Read Tickets'),
    filters: { [vscode.l10n.t('Tickets')]: ['md', 'txt', 'json'], '*': ['*'] },
  });
  return chosen?.[0];
}

async function chooseTickets(tickets: readonly Ticket[]): Promise<Ticket[]> {
  const rows = tickets.map((ticket) => ({
    label: ticket.title,
    detail: ticket.description.split('\n', 1)[0] ?? '',
    picked: true,
    ticket,
  }));
  const chosen = await vscode.window.showQuickPick(rows, {
    canPickMany: true,
    ignoreFocusOut: true,
    title: vscode.l10n.t('Hand Over {0} Tickets', tickets.length),
    placeHolder: vscode.l10n.t(
      'Each becomes a task of its own, and they are worked on in parallel',
    ),
  });
  return (chosen ?? []).map((row) => row.ticket);
}

/** Lets the person see and mend the title, and choose a workflow, before the task is made. */
async function confirmed(
  tools: Tools,
  ticket: Ticket,
  workflowName?: string,
  folder?: string,
): Promise<void> {
  if (!(await isAllowed())) {
    return;
  }
  const repository =
    folder ?? (await chooseRepository(vscode.window.activeTextEditor?.document.uri));
  if (repository === undefined) {
    return;
  }
  const asked = await askTitle(tools, ticket, repository, workflowName);
  if (asked !== undefined) {
    await createAll(tools, repository, [{ ...ticket, title: asked.title }], asked.workflow);
  }
}

interface Asked {
  readonly title: string;
  readonly workflow: string | undefined;
}

function askTitle(
  tools: Tools,
  ticket: Ticket,
  repository: string,
  given: string | undefined,
): Promise<Asked | undefined> {
  const box = vscode.window.createInputBox();
  let chosen = given;
  const prompt = () => {
    const place = path.basename(repository);
    box.prompt =
      chosen === undefined
        ? vscode.l10n.t('A task in {0}. Enter hands it over.', place)
        : vscode.l10n.t(
            'A task in {0}, with the workflow {1}. Enter hands it over.',
            place,
            chosen,
          );
  };
  box.title = vscode.l10n.t('New Task');
  box.placeholder = vscode.l10n.t('What is to be done? One line');
  box.value = ticket.title;
  box.ignoreFocusOut = true;
  box.buttons = [
    { iconPath: new vscode.ThemeIcon('list-tree'), tooltip: vscode.l10n.t('Choose a Workflow…') },
  ];
  prompt();
  return new Promise((resolve) => {
    let choosing = false;
    const done = (asked: Asked | undefined) => {
      resolve(asked);
      box.dispose();
    };
    box.onDidTriggerButton(async () => {
      choosing = true;
      chosen = (await chooseWorkflow(tools, repository)) ?? chosen;
      choosing = false;
      prompt();
      box.show();
    });
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    box.onDidAccept(() => {
      const title = box.value.trim();
      if (title === '') {
        box.validationMessage = vscode.l10n.t('A line is needed.');
      } else if (title.length > 200) {
        box.validationMessage = vscode.l10n.t('A title has at most 200 characters.');
      } else {
        done({ title, workflow: chosen });
      }
    });
    box.onDidHide(() => {
      if (!choosing) {
        done(undefined);
      }
    });
    box.show();
  });
}

async function chooseWorkflow(tools: Tools, repository: string): Promise<string | undefined> {
  try {
    const { workflows } = await tools.daemon.request(workflow.list, { repository });
    const rows = workflows.map((one) => ({
      label: one.name,
      description: one.title,
      detail:
        one.errors > 0
          ? vscode.l10n.t('{0} errors: it cannot be used', one.errors)
          : vscode.l10n.t('{0} steps, {1}', one.steps, one.origin),
    }));
    const chosen = await vscode.window.showQuickPick(rows, {
      title: vscode.l10n.t('Workflow'),
      matchOnDescription: true,
    });
    return chosen?.label;
  } catch (error) {
    await explain(tools, error);
    return undefined;
  }
}

/** The folder that a task is for: the file's own, the only one, the one that is chosen. */
async function chooseRepository(near: vscode.Uri | undefined): Promise<string | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(
    (folder) => folder.uri.scheme === 'file',
  );
  const own = near === undefined ? undefined : vscode.workspace.getWorkspaceFolder(near);
  if (own !== undefined && folders.length > 1) {
    return own.uri.fsPath;
  }
  if (folders.length === 1) {
    return folders[0]?.uri.fsPath;
  }
  if (folders.length > 1) {
    const picked = await vscode.window.showWorkspaceFolderPick({
      placeHolder: vscode.l10n.t('In which folder?'),
    });
    return picked?.uri.fsPath;
  }
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('The Repository of the Task'),
    openLabel: vscode.l10n.t('Use this Repository'),
  });
  return chosen?.[0]?.fsPath;
}

/** Makes a task of each ticket; what one lacks stops no other. */
async function createAll(
  tools: Tools,
  repository: string,
  tickets: readonly Ticket[],
  workflowName?: string,
): Promise<void> {
  const made: TaskView[] = [];
  await vscode.window.withProgress(
    { location: { viewId: 'tercet.tasks' }, title: vscode.l10n.t('Handing over …') },
    async () => {
      for (const ticket of tickets) {
        try {
          const view = await tools.daemon.command(task.create, {
            title: ticket.title,
            repository,
            ...(ticket.description === '' ? {} : { description: ticket.description }),
            ...(ticket.labels.length === 0 ? {} : { labels: ticket.labels }),
            ...(workflowName === undefined ? {} : { workflow: workflowName }),
          });
          tools.model.take(view);
          made.push(view);
        } catch (error) {
          void explain(tools, error);
        }
      }
    },
  );
  const [first] = made;
  if (first !== undefined) {
    await vscode.commands.executeCommand('tercet.show', { task: first.summary.id });
  }
}
