import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  artifact,
  change,
  Client,
  decision,
  task,
  type TaskView,
} from '../../../clients/typescript/src/index.js';

const PATIENCE = 60_000;

function named(variable: string): string {
  const value = process.env[variable];
  assert.ok(value, `${variable} is set`);
  return value;
}

describe('documents of a task', () => {
  let client: Client;
  let id: string;

  before(async () => {
    await vscode.extensions.getExtension('tercet.tercet')?.activate();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    client = new Client({
      folder,
      home: named('TERCET_HOME'),
      start: [named('TERCET'), 'daemon', 'start'],
    });
    const made = await client.command(task.create, {
      title: 'Greet',
      repository: folder,
      script: named('TERCET_E2E_SCRIPT'),
    });
    id = made.summary.id;
    await comesTo((view) => view.decisions.some(({ asked }) => asked.kind === 'approval'));
  });

  after(() => {
    client.close();
  });

  async function comesTo(will: (view: TaskView) => boolean): Promise<TaskView> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const view = await client.request(task.show, { task: id });
      if (will(view)) {
        return view;
      }
      assert.ok(Date.now() < end, `it stays at ${view.summary.state.text}: ${view.next}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('opens the spec of an approval as Markdown', async () => {
    await vscode.commands.executeCommand('tercet.reviewSpec', { task: id });
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.match(document.uri.path, /spec\.md$/);
    assert.equal(document.languageId, 'markdown');
    const { text } = await client.request(artifact.read, {
      task: id,
      name: 'spec.md',
      revision: 1,
    });
    assert.equal(document.getText(), text);
  });

  it('approves what is named, and shows both sides of what was built', async () => {
    await vscode.commands.executeCommand('tercet.approve', { task: id, artifactRevision: 1 });
    const view = await comesTo(({ decisions }) =>
      decisions.some(({ asked }) => asked.kind === 'merge'),
    );
    assert.equal(view.artifacts.find(({ name }) => name === 'spec.md')?.approved, true);
    await vscode.commands.executeCommand('tercet.diff', { task: id, path: 'greeting.txt' });
    const document = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'tercet' && uri.path.endsWith('greeting.txt'),
    );
    assert.ok(
      document,
      `open: ${vscode.workspace.textDocuments.map(({ uri }) => uri.toString()).join(' ')}`,
    );
    const { text } = await client.request(change.content, { task: id, path: 'greeting.txt' });
    assert.ok(
      vscode.workspace.textDocuments.some(
        (one) => one.uri.scheme === 'tercet' && one.getText() === text,
      ),
    );
  });

  for (const [file, words] of [
    ['picture.bin', /binary/i],
    ['new-name.txt', /which moves elsewhere/],
    ['latin1.txt', /caf/],
  ] as const) {
    it(`shows ${file} for what it is`, async () => {
      await vscode.commands.executeCommand('tercet.diff', { task: id, path: file });
      const shown = vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === 'tercet' && uri.path.endsWith(file))
        .map((document) => document.getText());
      assert.ok(
        shown.some((text) => words.test(text)),
        JSON.stringify(shown),
      );
    });
  }

  it('lets nobody write to a document of the daemon', async () => {
    const uri = vscode.workspace.textDocuments.find(({ uri: one }) => one.scheme === 'tercet')?.uri;
    assert.ok(uri);
    await assert.rejects(async () => {
      await vscode.workspace.fs.writeFile(uri, Buffer.from('x'));
    });
  });

  it('judges nothing where there is no finding', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'a' }));
    await vscode.commands.executeCommand('tercet.finding.accept');
    const { decisions } = await client.request(decision.list, { task: id });
    assert.ok(decisions.every(({ asked }) => asked.kind === 'merge'));
  });
});
