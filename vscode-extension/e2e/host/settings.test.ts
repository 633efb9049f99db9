import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const PATIENCE = 60_000;
/** The key that is there twice is for the editor alone to find, the wrong type for both. */
const TEXT = `{
  "verify": 5,
  "setup": "a",
  "setup": "a"
}
`;

describe('the settings of a repository', () => {
  const folder = () => {
    const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(uri);
    return vscode.Uri.joinPath(uri, '.tercet');
  };

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'settings.json'));
  });

  it('are told once that a value has the wrong type', async () => {
    const file = vscode.Uri.joinPath(folder(), 'settings.json');
    await vscode.workspace.fs.createDirectory(folder());
    await vscode.workspace.fs.writeFile(file, Buffer.from(TEXT));
    await vscode.window.showTextDocument(file);
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = vscode.languages.getDiagnostics(file);
      const onVerify = found.filter(({ range }) => range.start.line === 1);
      if (found.some(({ message }) => /uplicate/.test(message)) && onVerify.length > 0) {
        assert.deepEqual(
          onVerify.map(({ source }) => source),
          ['tercet'],
        );
        return;
      }
      assert.ok(Date.now() < end, JSON.stringify(found));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});
