import * as vscode from 'vscode';
import { decision as decisions, type DecisionView } from '../../clients/typescript/src/protocol';
import { textIn } from './about';
import { meant, type Kinds } from './choice';
import { explain } from './command';
import { askedShortly } from './inboxRow';
import type { Tools } from './tools';

/** The decision that is meant, asked for where it may be several. */
export async function pick(
  tools: Tools,
  about: unknown,
  kinds: Kinds,
): Promise<DecisionView | undefined> {
  const task = textIn(about, 'task');
  let open = meant(tools.model.decisions, about, kinds);
  if (open.length === 0 && task !== undefined) {
    try {
      const asked = await tools.daemon.request(decisions.list, { task });
      open = meant(asked.decisions, about, kinds);
    } catch (error) {
      await explain(tools, error, task);
      return undefined;
    }
  }
  if (open.length > 1 && task === undefined) {
    const rows = open.map((one) => ({
      label: one.taskTitle,
      description: askedShortly(one.asked, vscode.l10n.t),
      one,
    }));
    const chosen = await vscode.window.showQuickPick(rows, {
      placeHolder: vscode.l10n.t('Which decision?'),
      matchOnDescription: true,
    });
    return chosen?.one;
  }
  if (open.length === 0) {
    await tools.model.list();
    await vscode.window.showInformationMessage(
      task === undefined
        ? vscode.l10n.t('Nothing of this kind waits for you.')
        : vscode.l10n.t('This is not open any more: it was decided elsewhere, or changed.'),
    );
  }
  return open[0];
}

/** A decision with all that is needed to make it: a list leaves the files of a merge out. */
export async function whole(tools: Tools, listed: DecisionView): Promise<DecisionView | undefined> {
  const { task, id } = listed;
  try {
    const asked = await tools.daemon.request(decisions.list, { task });
    return asked.decisions.find((one) => one.id === id) ?? listed;
  } catch (error) {
    await explain(tools, error, task);
    return undefined;
  }
}

/** Asks for one line of text. */
export async function line(asked: {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly empty?: boolean;
}): Promise<string | undefined> {
  const said = await vscode.window.showInputBox({
    title: asked.title,
    prompt: asked.prompt,
    ignoreFocusOut: true,
    ...(asked.value === undefined ? {} : { value: asked.value }),
    validateInput: (value) =>
      asked.empty === true || value.trim() !== '' ? undefined : vscode.l10n.t('A line is needed.'),
  });
  return said?.trim();
}
