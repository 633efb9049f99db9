import * as vscode from 'vscode';
import type { JudgementVerdict } from '../../clients/typescript/src/protocol';
import { approve, reject } from './approval';
import { pick } from './ask';
import { judge, judgeOf } from './judge';
import { merge } from './merge';
import { answer } from './question';
import { resolve } from './resolve';
import type { Tools } from './tools';

/** The commands that make decisions. Each takes a request of the protocol, or a part of it. */
export function registerDecide(tools: Tools): vscode.Disposable {
  const command = (name: string, make: (about: unknown) => Promise<unknown>) =>
    vscode.commands.registerCommand(`tercet.${name}`, make);
  const verdict = (name: string, what: JudgementVerdict) =>
    command(name, (about) => judge(tools, { ...judgeOf(about), verdict: what }));
  return vscode.Disposable.from(
    command('decide', (about) => decide(tools, about)),
    command('approve', (about) => approve(tools, about)),
    command('reject', (about) => reject(tools, about)),
    command('answer', (about) => answer(tools, about)),
    command('merge', (about) => merge(tools, about)),
    command('resolve', (about) => resolve(tools, about)),
    verdict('accept', 'accept'),
    verdict('dismiss', 'dismiss'),
    verdict('pushBack', 'push-back'),
    verdict('ask', 'ask'),
  );
}

/** Shows what is asked, with the ways to answer it. */
export async function decide(tools: Tools, about: unknown): Promise<void> {
  const open = await pick(tools, about, []);
  if (open === undefined) {
    return;
  }
  const one = { task: open.task, decision: open.id };
  switch (open.asked.kind) {
    case 'approval':
      await vscode.commands.executeCommand('tercet.reviewSpec', one);
      return;
    case 'question':
      await answer(tools, one);
      return;
    case 'findings':
      await vscode.commands.executeCommand('tercet.diff', one);
      return;
    case 'merge':
      await merge(tools, one);
      return;
    case 'failure':
    case 'conflict':
    case 'limit':
    case 'trust':
    case 'boundary':
    case 'footprint':
      await resolve(tools, one);
      return;
    default:
      await vscode.commands.executeCommand('tercet.show', one);
  }
}
