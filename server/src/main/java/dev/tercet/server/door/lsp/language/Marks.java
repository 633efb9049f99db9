package dev.tercet.server.door.lsp.language;

import com.google.gson.JsonElement;
import dev.tercet.protocol.WireGson;
import java.util.List;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** The small LSP objects that every language makes. */
final class Marks {

  /** Where every diagnostic of ours comes from. */
  static final String SOURCE = "tercet";

  private Marks() {}

  static Diagnostic diagnostic(
      Range range, DiagnosticSeverity severity, String code, String message) {
    Diagnostic diagnostic = new Diagnostic(range, message, severity, SOURCE);
    diagnostic.setCode(code);
    return diagnostic;
  }

  static DiagnosticSeverity severity(dev.tercet.server.template.Severity severity) {
    return switch (severity) {
      case ERROR -> DiagnosticSeverity.Error;
      case WARNING -> DiagnosticSeverity.Warning;
      case INFO -> DiagnosticSeverity.Information;
    };
  }

  /** A command whose one argument is a request of the task protocol, whole or in part. */
  static Command command(String title, String name, Object argument) {
    JsonElement json =
        argument instanceof JsonElement element ? element : WireGson.gson().toJsonTree(argument);
    return new Command(title, name, List.of(json));
  }

  static Hover hover(String markdown, Range range) {
    return new Hover(new MarkupContent(MarkupKind.MARKDOWN, markdown), range);
  }

  /** Puts a text in place of a range. */
  static CompletionItem item(String text, String label, Range range) {
    CompletionItem item = new CompletionItem(label);
    item.setKind(CompletionItemKind.Value);
    item.setTextEdit(Either.forLeft(new TextEdit(range, text)));
    item.setFilterText(text);
    return item;
  }

  static CodeLens lens(Range range, Command command) {
    return new CodeLens(range, command, null);
  }
}
