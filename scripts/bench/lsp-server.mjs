// A language server that does next to nothing, on vscode-languageserver: what ours is held against.
import { createConnection, ProposedFeatures, TextDocuments, TextDocumentSyncKind } from 'vscode-languageserver/node.js';
import { TextDocument } from 'vscode-languageserver-textdocument';

const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
const documents = new TextDocuments(TextDocument);
connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
connection.onRequest('tercet/server/status', () => ({ version: 'none' }));
documents.onDidChangeContent((change) => {
  void connection.sendDiagnostics({ uri: change.document.uri, version: change.document.version, diagnostics: [] });
});
documents.listen(connection);
connection.listen();
