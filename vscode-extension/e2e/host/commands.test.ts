import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus?: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly configuration?: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension('tercet.tercet');
  assert.ok(found, 'the extension is installed');
  return found;
};
const manifest = (): Manifest => extension().packageJSON as Manifest;

describe('the extension', () => {
  before(async () => {
    await extension().activate();
  });

  it('has a command behind each that it offers', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest()
      .contributes.commands.map(({ command }) => command)
      .filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('has a title for each command of its menus', () => {
    const { commands, menus } = manifest().contributes;
    const titled = new Set(commands.map(({ command }) => command));
    const untitled = Object.values(menus ?? {})
      .flat()
      .flatMap(({ command }) => (command === undefined ? [] : [command]))
      .filter((command) => command.startsWith('tercet.') && !titled.has(command));
    assert.deepEqual(untitled, []);
  });

  it('has every text that it names', () => {
    const unsaid = manifest()
      .contributes.commands.map(({ title }) => title)
      .filter((title) => /%/.test(title));
    assert.deepEqual(unsaid, []);
  });

  it('knows its settings', () => {
    const settings = vscode.workspace.getConfiguration('tercet');
    for (const name of Object.keys(manifest().contributes.configuration?.properties ?? {})) {
      assert.notEqual(settings.inspect(name.replace(/^tercet\./, '')), undefined, name);
    }
    assert.equal(settings.get('path'), '');
  });
});
