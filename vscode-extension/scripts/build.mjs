// Bundles the extension, and its tests with `--tests`, into out/.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/**
 * A schema without what would find fault: the editor still explains and completes, and what is wrong
 * is said once, by the language server, which knows more of it.
 */
function lenient(schema) {
  if (Array.isArray(schema)) {
    return schema.map(lenient);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const { type, enum: values, additionalProperties, required, ...rest } = schema;
  const kept = {};
  for (const [name, value] of Object.entries(rest)) {
    if (name === 'properties') {
      kept.properties = Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, lenient(one)]),
      );
    } else if (!/^(min|max|exclusive|pattern|unique|format$)/.test(name)) {
      kept[name] = name === 'default' ? value : lenient(value);
    }
  }
  return {
    ...kept,
    ...(values === undefined ? {} : { examples: values }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: lenient(additionalProperties) }
      : {}),
  };
}

// The schema of a repository's settings is the server's own.
mkdirSync('schemas', { recursive: true });
const schema = JSON.parse(readFileSync('../docs/settings.schema.json', 'utf8'));
writeFileSync('schemas/settings.schema.json', JSON.stringify(lenient(schema), null, 2));

if (process.argv.includes('--tests')) {
  await build({
    ...node,
    entryPoints: filesIn('test', '.test.ts'),
    outdir: 'out/test',
    target: 'node20',
  });
}
