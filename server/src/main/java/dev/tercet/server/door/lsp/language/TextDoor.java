package dev.tercet.server.door.lsp.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
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
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.jspecify.annotations.Nullable;

/**
 * {@code textDocument}. A request is answered from the text as it was when the request came in:
 * changes are taken on the reading thread, answers are found on others.
 */
final class TextDoor implements TextMethods {

  private final LanguageDoor door;

  TextDoor(LanguageDoor door) {
    this.door = door;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    door.tell(
        now -> {
          TextDocumentItem item = params.getTextDocument();
          now.news()
              .changed(
                  now.session()
                      .documents()
                      .open(
                          item.getUri(), item.getLanguageId(), item.getVersion(), item.getText()));
        });
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    door.tell(
        now ->
            now.session()
                .documents()
                .change(
                    params.getTextDocument().getUri(),
                    params.getTextDocument().getVersion(),
                    params.getContentChanges())
                .ifPresent(now.news()::changed));
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    door.tell(now -> now.news().saved(params.getTextDocument().getUri()));
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    door.tell(
        now -> {
          now.session().documents().close(params.getTextDocument().getUri());
          now.news().closed(params.getTextDocument().getUri());
        });
  }

  @Override
  public CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams params) {
    return about(
        params.getTextDocument(),
        new DocumentDiagnosticReport(new RelatedFullDocumentDiagnosticReport(List.of())),
        (session, document) ->
            new DocumentDiagnosticReport(
                new RelatedFullDocumentDiagnosticReport(
                    session.languages().of(document).diagnostics(document))));
  }

  @Override
  public CompletableFuture<List<CodeLens>> codeLens(CodeLensParams params) {
    return about(
        params.getTextDocument(),
        List.of(),
        (session, document) -> session.languages().of(document).lenses(document));
  }

  @Override
  public CompletableFuture<List<CodeAction>> codeAction(CodeActionParams params) {
    return about(
        params.getTextDocument(),
        List.of(),
        (session, document) -> Menu.of(session, document, params));
  }

  @Override
  public CompletableFuture<CompletionList> completion(CompletionParams params) {
    return about(
        params.getTextDocument(),
        new CompletionList(List.of()),
        (session, document) ->
            new CompletionList(
                session
                    .languages()
                    .of(document)
                    .complete(document, document.text().offset(params.getPosition()))));
  }

  @Override
  public CompletableFuture<@Nullable Hover> hover(HoverParams params) {
    return this.<Optional<Hover>>about(
            params.getTextDocument(),
            Optional.empty(),
            (session, document) ->
                session
                    .languages()
                    .of(document)
                    .hover(document, document.text().offset(params.getPosition())))
        .thenApply(found -> found.orElse(null));
  }

  @Override
  public CompletableFuture<List<Object>> documentSymbol(DocumentSymbolParams params) {
    return about(
        params.getTextDocument(),
        List.of(),
        (session, document) -> {
          List<DocumentSymbol> symbols = session.languages().of(document).symbols(document);
          return session.abilities().nests()
              ? new ArrayList<>(symbols)
              : Symbols.flat(document.uri(), symbols);
        });
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
    return about(
        params.getTextDocument(),
        List.of(),
        (session, document) -> session.languages().of(document).folds(document));
  }

  @Override
  public CompletableFuture<List<DocumentLink>> documentLink(DocumentLinkParams params) {
    return about(
        params.getTextDocument(),
        List.of(),
        (session, document) -> session.languages().of(document).links(document));
  }

  /** Answers about a document, open or not; with {@code none} where there is no such file. */
  private <T> CompletableFuture<T> about(
      TextDocumentIdentifier named, T none, BiFunction<Session, Document, T> answer) {
    return door.ask(
        now -> {
          Session session = now.session();
          Optional<Document> open = session.documents().open(named.getUri());
          return door.calls()
              .answer(
                  () ->
                      open.or(() -> session.documents().find(named.getUri()))
                          .map(document -> answer.apply(session, document))
                          .orElse(none));
        });
  }
}
