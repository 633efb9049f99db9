package dev.tercet.server.door.lsp.language;

import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentLink;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.Hover;

/**
 * What is said about one kind of document. Every method may be called from any thread, for any text
 * whatever, and says nothing where there is nothing to say.
 */
interface Language {

  default List<Diagnostic> diagnostics(Document document) {
    return List.of();
  }

  default List<CodeLens> lenses(Document document) {
    return List.of();
  }

  /** What can be done about places that touch a range of offsets. */
  default List<Action> actions(Document document, int start, int end) {
    return List.of();
  }

  default List<CompletionItem> complete(Document document, int offset) {
    return List.of();
  }

  default Optional<Hover> hover(Document document, int offset) {
    return Optional.empty();
  }

  default List<DocumentSymbol> symbols(Document document) {
    return List.of();
  }

  default List<FoldingRange> folds(Document document) {
    return List.of();
  }

  default List<DocumentLink> links(Document document) {
    return List.of();
  }
}
