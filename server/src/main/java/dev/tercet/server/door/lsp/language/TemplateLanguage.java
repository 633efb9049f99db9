package dev.tercet.server.door.lsp.language;

import dev.tercet.server.template.Fix;
import dev.tercet.server.template.Template;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.TextEdit;

/** Workflow templates: what is wrong with them, and what may stand where. */
final class TemplateLanguage implements Language {

  private final Templates templates;

  TemplateLanguage(Templates templates) {
    this.templates = templates;
  }

  @Override
  public List<Diagnostic> diagnostics(Document document) {
    return templates.of(document).diagnostics().stream()
        .map(found -> diagnostic(document, found))
        .toList();
  }

  private static Diagnostic diagnostic(
      Document document, dev.tercet.server.template.Diagnostic found) {
    return Marks.diagnostic(
        document.range(found.range()),
        Marks.severity(found.severity()),
        found.code().toString(),
        found.message());
  }

  @Override
  public List<Action> actions(Document document, int start, int end) {
    Template template = templates.of(document);
    List<Action> actions = new ArrayList<>();
    for (var found : template.diagnostics()) {
      if (found.range().start().offset() <= end && found.range().end().offset() >= start) {
        for (Fix fix : found.fixes()) {
          actions.add(
              new Action.Mend(
                  fix.title(),
                  List.of(new TextEdit(document.range(fix.range()), fix.newText())),
                  diagnostic(document, found),
                  found.fixes().size() == 1));
        }
      }
    }
    return actions;
  }
}
