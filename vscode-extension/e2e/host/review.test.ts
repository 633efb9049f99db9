import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  Client,
  decision,
  finding,
  task,
  type ClusterView,
  type TaskView,
} from '../../../clients/typescript/src/index.js';

const PATIENCE = 60_000;

/** A change with all that editors stumble over, findings on it, and a second pass. */
const SCRIPT = `
on plan
  write {artifacts}/spec.md "# Export\\n\\n## Goal\\nExport.\\n\\n## Plan\\n- [ ] Export\\n"
  say Planned.
on build item="quoted"
  write src/csv.ts "one\\ntwo, quoted\\nthree\\n"
  say Mended.
on build pass=1
  write src/csv.ts "one\\ntwo\\nthree\\n"
  run printf 'caf\\351\\n' > latin1.txt
  run printf 'PNG\\0\\1' > logo.bin
  run mv a.txt "moved away.txt"
  say Built.
on build
  say Nothing to be done.
on review pass=1 preset=reviewer-a
  find major at=src/csv.ts:2 "It has to be quoted"
  find nit at=src/csv.ts:3 "Three is too many"
  find nit "Nobody says where it is documented"
on review
  say Nothing found.
`;

function named(variable: string): string {
  const value = process.env[variable];
  assert.ok(value, `${variable} is set`);
  return value;
}

async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  will: (seen: T) => boolean,
): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (will(seen)) {
      return seen;
    }
    assert.ok(Date.now() < end, `${what}: ${JSON.stringify(seen).slice(0, 800)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('the review of a change', () => {
  let client: Client;
  let id: string;
  let head: string;

  const show = (): Promise<TaskView> => client.request(task.show, { task: id });
  const clusters = async (): Promise<readonly ClusterView[]> =>
    (await client.request(finding.list, { task: id })).clusters;
  const cluster = async (claim: string): Promise<ClusterView> => {
    const found = (await clusters()).find((one) => one.claim === claim);
    assert.ok(found, claim);
    return found;
  };
  const file = (path: string): vscode.Uri =>
    vscode.Uri.from({ scheme: 'tercet', authority: id, path: `/${path}`, query: head });
  const text = async (path: string): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(file(path)));
  const asks = (kind: string) =>
    until(`it asks for ${kind}`, show, (view) =>
      view.decisions.some(({ asked }) => asked.kind === kind),
    );
  /** The right side of the diff that is shown. */
  const shown = () =>
    until(
      'a side of a diff is shown',
      () => vscode.window.activeTextEditor?.document.uri.toString() ?? '',
      (uri) => uri.startsWith('tercet:'),
    );

  before(async () => {
    await vscode.extensions.getExtension('tercet.tercet')?.activate();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const script = join(mkdtempSync(join(tmpdir(), 'tv-review-')), 'review.script');
    writeFileSync(script, SCRIPT);
    client = new Client({
      folder,
      home: named('TERCET_HOME'),
      start: [named('TERCET'), 'daemon', 'start'],
    });
    const made = await client.command(task.create, { title: 'Export', repository: folder, script });
    id = made.summary.id;
    const asked = (await asks('approval')).decisions[0];
    assert.equal(asked?.asked.kind, 'approval');
    await client.command(decision.approve, { task: id, artifactRevision: 1 });
    head = (await asks('findings')).head ?? '';
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    client.close();
  });

  it('opens every file of the change at once, and each says what it is', async () => {
    await vscode.commands.executeCommand('tercet.diff', { task: id });
    await until(
      'the text is open',
      () => vscode.workspace.textDocuments.map(({ uri }) => uri.toString()),
      (open) => open.includes(file('src/csv.ts').toString()),
    );
    assert.match(await text('src/csv.ts'), /^\uFEFF?one\ntwo\nthree\n$/);
    assert.match(await text('latin1.txt'), /caf\uFFFD/);
    assert.match(await text('logo.bin'), /binary file of 5 bytes/);
    assert.match(await text('moved away.txt'), /a/);
    assert.equal(await text('never.txt'), '');
    const { permissions } = await vscode.workspace.fs.stat(file('src/csv.ts'));
    assert.equal(permissions, vscode.FilePermission.Readonly);
  });

  it('shows what was renamed beside what it was', async () => {
    await vscode.commands.executeCommand('tercet.diff', { task: id, path: 'moved away.txt' });
    const tab = await until(
      'a diff is shown',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.input,
      (input) => input instanceof vscode.TabInputTextDiff,
    );
    assert.ok(tab instanceof vscode.TabInputTextDiff);
    assert.equal(tab.original.path, '/a.txt');
    assert.equal(tab.modified.path, '/moved away.txt');
  });

  it('opens a finding at its lines, and accepts it at the cursor', async () => {
    const { id: which } = await cluster('It has to be quoted');
    await vscode.commands.executeCommand('tercet.openFinding', { task: id, cluster: which });
    assert.equal(await shown(), file('src/csv.ts').toString());
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 1);
    await vscode.commands.executeCommand('tercet.finding.accept');
    await until(
      'it is accepted',
      () => cluster('It has to be quoted'),
      ({ state }) => state === 'accepted',
    );
  });

  it('says that there is nothing to judge where there is no finding', async () => {
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('tercet.finding.accept');
    assert.equal((await clusters()).filter(({ state }) => state === 'open').length, 2);
  });

  it('has a page for findings without a place', async () => {
    const { id: which } = await cluster('Nobody says where it is documented');
    await vscode.commands.executeCommand('tercet.openFinding', { task: id, cluster: which });
    const page = await until(
      'the page is shown',
      () => vscode.window.activeTextEditor?.document.getText() ?? '',
      (seen) => seen.includes('Nobody says where it is documented'),
    );
    assert.match(page, /name no file/);
  });

  it('shows after a second pass only what changed since the first', async () => {
    const list = await client.request(finding.list, { task: id });
    await client.command(decision.judge, {
      task: id,
      clusterRevision: list.clusterRevision,
      judgements: list.clusters
        .filter(({ state }) => state === 'open')
        .map(({ findings }) => ({ findings, verdict: 'dismiss' as const, line: 'No' })),
    });
    await asks('merge');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { passes } = await client.request(finding.list, { task: id });
    assert.equal(passes.length, 2);
    await vscode.commands.executeCommand('tercet.secondPass', { task: id });
    const open = await until(
      'what changed is open',
      () =>
        vscode.workspace.textDocuments.filter(
          ({ uri, isClosed }) => uri.scheme === 'tercet' && !isClosed,
        ),
      (documents) => documents.some(({ uri }) => uri.query === passes[1]?.commit),
    );
    const since = open.filter(({ uri }) => uri.query === passes[1]?.commit);
    assert.deepEqual(
      since.map(({ uri }) => uri.path),
      ['/src/csv.ts'],
    );
    assert.match(since[0]?.getText() ?? '', /quoted/);
  });

  it('shows what is open of a task that is given up, and says in words where there is none', async () => {
    const open = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'tercet' && uri.path === '/src/csv.ts',
    );
    assert.ok(open);
    await client.command(task.abandon, { task: id });
    assert.match(new TextDecoder().decode(await vscode.workspace.fs.readFile(open.uri)), /one/);
    await assert.rejects(async () => {
      await vscode.workspace.fs.readFile(open.uri.with({ authority: 'never-was-x1y2' }));
    }, /was deleted/);
    await vscode.commands.executeCommand('tercet.diff', { task: 'never-was-x1y2' });
  });
});
