import * as vscode from 'vscode';
import { artifact, type DecisionView } from '../../clients/typescript/src/protocol';
import { evidenceOf } from './evidence';
import type { Tools } from './tools';

/** Revisions of artifacts as the daemon has them. */
const SCHEME = 'tercet-artifact';

/** The address of one revision of an artifact. */
export function artifactUri(task: string, name: string, revision: number): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${task}/${name}`,
    query: String(revision),
  });
}

/** The revision of an artifact that an address means. */
export function artifactOf(
  uri: vscode.Uri,
): { readonly task: string; readonly name: string; readonly revision: number } | undefined {
  const [, task, name] = uri.path.split('/');
  if (uri.scheme !== SCHEME || task === undefined || name === undefined) {
    return undefined;
  }
  return { task, name, revision: Number(uri.query) };
}

/** What has to be seen of a decision. */
const EVIDENCE = 'tercet-decision';

/** Read-only documents: revisions of artifacts, and what decisions rest on. */
export function registerTextDocuments({ daemon, model }: Tools): vscode.Disposable {
  const artifacts = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri) => {
      const one = artifactOf(uri);
      if (one === undefined) {
        return '';
      }
      const { text, truncated } = await daemon.request(artifact.read, one);
      return truncated
        ? `${text}\n${vscode.l10n.t('[The rest is left out: over 1 MiB.]')}\n`
        : text;
    },
  });
  const evidence = vscode.workspace.registerTextDocumentContentProvider(EVIDENCE, {
    provideTextDocumentContent: (uri) => {
      const [, task = '', file = ''] = uri.path.split('/');
      const open = model.decision(task, file.replace(/\.txt$/, ''));
      return open === undefined
        ? vscode.l10n.t('This was decided meanwhile.')
        : (evidenceOf(open.asked) ?? open.summary);
    },
  });
  return vscode.Disposable.from(artifacts, evidence);
}

/** Opens all that a decision rests on, to be read. */
export async function showEvidence(open: DecisionView): Promise<void> {
  const uri = vscode.Uri.from({ scheme: EVIDENCE, path: `/${open.task}/${open.id}.txt` });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.languages.setTextDocumentLanguage(document, EVIDENCE);
  await vscode.window.showTextDocument(document, { preview: true });
}
