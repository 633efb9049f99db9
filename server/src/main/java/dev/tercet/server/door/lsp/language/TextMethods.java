package dev.tercet.server.door.lsp.language;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentLink;
import org.eclipse.lsp4j.DocumentLinkParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;
import org.jspecify.annotations.Nullable;

/** {@code textDocument}. */
@JsonSegment("textDocument")
public interface TextMethods {

  @JsonNotification
  void didOpen(DidOpenTextDocumentParams params);

  @JsonNotification
  void didChange(DidChangeTextDocumentParams params);

  @JsonNotification
  void didSave(DidSaveTextDocumentParams params);

  @JsonNotification
  void didClose(DidCloseTextDocumentParams params);

  @JsonRequest
  CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams params);

  @JsonRequest
  CompletableFuture<List<CodeLens>> codeLens(CodeLensParams params);

  @JsonRequest
  CompletableFuture<List<CodeAction>> codeAction(CodeActionParams params);

  @JsonRequest
  CompletableFuture<CompletionList> completion(CompletionParams params);

  @JsonRequest
  CompletableFuture<@Nullable Hover> hover(HoverParams params);

  /** Symbols within symbols, or a flat list for a client that takes no others. */
  @JsonRequest
  CompletableFuture<List<Object>> documentSymbol(DocumentSymbolParams params);

  @JsonRequest
  CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params);

  @JsonRequest
  CompletableFuture<List<DocumentLink>> documentLink(DocumentLinkParams params);
}
