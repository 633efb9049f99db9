// Bundles the extension, and its tests with `--tests`, into out/.
import { existsSync, mkdirSync, readdirSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const common = { bundle: true, sourcemap: 'linked', logLevel: 'warning', legalComments: 'none' };
const node = { ...common, platform: 'node', format: 'cjs', target: 'node22', external: ['vscode'] };

function filesIn(folder, ending) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name));
}

await build({
  ...node,
  entryPoints: ['src/extension.ts', 'src/quietClient.ts'],
  // Loaded when it is needed, from its own file, as every other module there.
  external: [...node.external, './quietClient'],
  supported: { 'dynamic-import': false },
  outdir: 'out',
  minify: true,
  keepNames: true,
});

const webviews = filesIn('src/webview', '.ts');
if (webviews.length > 0) {
  await build({
    ...common,
    entryPoints: webviews,
    outdir: 'out/webview',
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    minify: true,
  });
}

// The schema of a repository's settings is the server's own.
mkdirSync('schemas', { recursive: true });
if (existsSync('../docs/settings.schema.json')) {
  copyFileSync('../docs/settings.schema.json', 'schemas/settings.schema.json');
}

if (process.argv.includes('--tests')) {
  await build({
    ...node,
    entryPoints: filesIn('test', '.test.ts'),
    outdir: 'out/test',
    target: 'node20',
  });
}
