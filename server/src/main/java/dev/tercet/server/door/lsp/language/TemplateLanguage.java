package dev.tercet.server.door.lsp.language;

import dev.tercet.server.template.Directive;
import dev.tercet.server.template.Fix;
import dev.tercet.server.template.Heading;
import dev.tercet.server.template.StepOutline;
import dev.tercet.server.template.Template;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentLink;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextEdit;

/** Workflow templates: what is wrong with them, and what may stand where. */
final class TemplateLanguage implements Language {

  private final Templates templates;
  private final TemplateCompletion completion;

  /**
   * @param snippets whether the editor fills in texts with places to type at
   */
  TemplateLanguage(Templates templates, boolean snippets) {
    this.templates = templates;
    this.completion = new TemplateCompletion(templates, snippets);
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
      if (touches(found.range(), start, end)) {
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

  private static boolean touches(dev.tercet.server.template.Range range, int start, int end) {
    return range.start().offset() <= end && range.end().offset() >= start;
  }

  @Override
  public List<CodeLens> lenses(Document document) {
    Template template = templates.of(document);
    if (document.path() == null || template.workflow().isEmpty()) {
      return List.of();
    }
    com.google.gson.JsonObject start = new com.google.gson.JsonObject();
    start.addProperty("workflow", document.path().toString());
    if (templates.root(document) != null) {
      start.addProperty("repository", String.valueOf(templates.root(document)));
    }
    return List.of(
        Marks.lens(
            document.text().lineRange(0),
            Marks.command("New task with this workflow…", "tercet.new", start)));
  }

  @Override
  public List<CompletionItem> complete(Document document, int offset) {
    return completion.at(document, offset);
  }

  @Override
  public Optional<Hover> hover(Document document, int offset) {
    for (StepOutline step : templates.of(document).steps()) {
      for (Directive directive : step.directives()) {
        if (touches(directive.range(), offset, offset)) {
          return Optional.of(
              Marks.hover(directive(document, directive), document.range(directive.range())));
        }
      }
      if (touches(step.heading(), offset, offset)) {
        return Optional.of(Marks.hover(step(step), document.range(step.heading())));
      }
    }
    return completion.placeholder(document, offset);
  }

  private String directive(Document document, Directive directive) {
    String meaning =
        directive
            .known()
            .map(name -> "`" + name + "`: " + TemplateWords.meaning(name))
            .orElse("`" + directive.name() + "` is no directive and is without effect");
    boolean ofPresets = directive.known().filter(TemplateWords::takesPresets).isPresent();
    return ofPresets ? meaning + "\n\n" + presets(document, directive.value()) : meaning;
  }

  private String presets(Document document, String value) {
    StringBuilder text = new StringBuilder();
    for (String name : value.split("\\s*,\\s*", -1)) {
      templates
          .preset(document, name)
          .ifPresent(words -> text.append("- ").append(words).append('\n'));
    }
    return text.toString();
  }

  private static String step(StepOutline step) {
    StringBuilder text = new StringBuilder("**" + step.name() + "**");
    text.append(step.role() == null ? ": no role" : ": " + TemplateWords.word(step.role()));
    if (!step.agents().isEmpty()) {
      text.append(", by ").append(TemplateWords.list(step.agents()));
    }
    if (!step.produces().isEmpty()) {
      text.append("\n\nproduces ").append(TemplateWords.list(step.produces()));
    }
    if (!step.reads().isEmpty()) {
      text.append("\n\nreads ").append(TemplateWords.list(step.reads()));
    }
    return text.append("\n\ngate: ").append(TemplateWords.gate(step.gate())).toString();
  }

  @Override
  public List<DocumentSymbol> symbols(Document document) {
    List<DocumentSymbol> top = new ArrayList<>();
    Deque<DocumentSymbol> open = new ArrayDeque<>();
    Deque<Heading> headings = new ArrayDeque<>();
    for (Heading heading : templates.of(document).headings()) {
      DocumentSymbol symbol =
          new DocumentSymbol(
              heading.name().isBlank() ? "(no name)" : heading.name(),
              kind(heading),
              document.range(heading.section()),
              document.range(heading.range()));
      symbol.setChildren(new ArrayList<>());
      while (!headings.isEmpty() && headings.peek().level() >= heading.level()) {
        headings.pop();
        open.pop();
      }
      (open.isEmpty() ? top : open.peek().getChildren()).add(symbol);
      open.forEach(around -> reachTo(around, symbol.getRange().getEnd()));
      headings.push(heading);
      open.push(symbol);
    }
    return top;
  }

  /** What is around another symbol reaches at least as far. */
  private static void reachTo(DocumentSymbol around, Position end) {
    Range range = around.getRange();
    boolean reaches =
        range.getEnd().getLine() > end.getLine()
            || (range.getEnd().getLine() == end.getLine()
                && range.getEnd().getCharacter() >= end.getCharacter());
    if (!reaches) {
      around.setRange(new Range(range.getStart(), end));
    }
  }

  private static SymbolKind kind(Heading heading) {
    return switch (heading.kind()) {
      case TITLE -> SymbolKind.Module;
      case CONFIGURATION -> SymbolKind.Namespace;
      case STEP -> SymbolKind.Function;
      case TEXT -> SymbolKind.String;
    };
  }

  @Override
  public List<FoldingRange> folds(Document document) {
    return Outline.folds(document);
  }

  /** From a step that another needs to its heading. */
  @Override
  public List<DocumentLink> links(Document document) {
    List<DocumentLink> links = new ArrayList<>();
    List<StepOutline> steps = templates.of(document).steps();
    if (document.path() == null) {
      return links;
    }
    for (StepOutline step : steps) {
      step.directives().stream()
          .filter(one -> one.known().filter(Directive.Name.NEEDS::equals).isPresent())
          .forEach(
              needs ->
                  steps.stream()
                      .filter(other -> other.name().equalsIgnoreCase(needs.value()))
                      .map(other -> Uris.of(document.path(), other.line()))
                      .map(uri -> new DocumentLink(document.range(needs.valueRange()), uri))
                      .forEach(links::add));
    }
    return links;
  }
}
