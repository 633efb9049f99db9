package dev.tercet.server.door.lsp.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** The code actions at a place, in LSP's form. */
final class Menu {

  private Menu() {}

  static List<CodeAction> of(Session session, Document document, CodeActionParams params) {
    @Nullable List<String> only = params.getContext().getOnly();
    List<CodeAction> menu = new ArrayList<>();
    Language language = session.languages().of(document);
    if (wants(only, CodeActionKind.QuickFix)) {
      int start = document.text().offset(params.getRange().getStart());
      int end = document.text().offset(params.getRange().getEnd());
      for (Action action : language.actions(document, start, end)) {
        menu.add(entry(session, document, action));
      }
    }
    if (wants(only, CodeActionKind.SourceFixAll)) {
      all(session, document, language, menu);
    }
    return menu;
  }

  private static boolean wants(@Nullable List<String> only, String kind) {
    return only == null
        || only.isEmpty()
        || only.stream().anyMatch(one -> kind.equals(one) || kind.startsWith(one + "."));
  }

  private static CodeAction entry(Session session, Document document, Action action) {
    CodeAction entry = new CodeAction(action.title());
    entry.setKind(CodeActionKind.QuickFix);
    switch (action) {
      case Action.Mend mend -> {
        entry.setEdit(edit(session, document, mend.edits()));
        if (mend.only()) {
          entry.setIsPreferred(true);
        }
        if (mend.diagnostic() != null) {
          entry.setDiagnostics(List.of(mend.diagnostic()));
        }
      }
      case Action.Give give -> {
        entry.setCommand(give.command());
        if (give.diagnostic() != null) {
          entry.setDiagnostics(List.of(give.diagnostic()));
        }
      }
    }
    return entry;
  }

  /** Every mend that is the only one known, as one edit; those that meet another are left out. */
  private static void all(
      Session session, Document document, Language language, List<CodeAction> menu) {
    List<TextEdit> edits = new ArrayList<>();
    Position last = new Position(0, 0);
    List<Action.Mend> mends =
        language.actions(document, 0, document.value().length()).stream()
            .filter(Action.Mend.class::isInstance)
            .map(Action.Mend.class::cast)
            .filter(mend -> mend.only() && mend.edits().size() == 1)
            .sorted(Comparator.comparingInt(mend -> start(document, mend)))
            .toList();
    for (Action.Mend mend : mends) {
      TextEdit edit = mend.edits().getFirst();
      if (edits.isEmpty() || isAfter(edit.getRange().getStart(), last)) {
        edits.add(edit);
        last = edit.getRange().getEnd();
      }
    }
    if (edits.size() > 1) {
      CodeAction entry = new CodeAction("Mend all that has one mend");
      entry.setKind(CodeActionKind.SourceFixAll);
      entry.setEdit(edit(session, document, edits));
      menu.add(entry);
    }
  }

  private static int start(Document document, Action.Mend mend) {
    return document.text().offset(mend.edits().getFirst().getRange().getStart());
  }

  private static boolean isAfter(Position position, Position last) {
    return position.getLine() > last.getLine()
        || (position.getLine() == last.getLine() && position.getCharacter() > last.getCharacter());
  }

  private static WorkspaceEdit edit(Session session, Document document, List<TextEdit> edits) {
    if (!session.abilities().versionsEdits()) {
      return new WorkspaceEdit(Map.of(document.uri(), edits));
    }
    TextDocumentEdit versioned =
        new TextDocumentEdit(
            new VersionedTextDocumentIdentifier(document.uri(), document.version()),
            edits.stream()
                .<Either<TextEdit, org.eclipse.lsp4j.SnippetTextEdit>>map(Either::forLeft)
                .toList());
    return new WorkspaceEdit(List.of(Either.forLeft(versioned)));
  }
}
