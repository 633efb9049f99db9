package dev.tercet.server.door.lsp.language;

import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.settings.SettingsFile;
import dev.tercet.server.settings.SettingsProblem;
import dev.tercet.server.workflow.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextEdit;

/** Settings files: what is wrong in them, and what there is to set. */
final class SettingsLanguage implements Language {

  private final Places places;
  private final SettingsAround around;

  SettingsLanguage(Places places, SettingsAround around) {
    this.places = places;
    this.around = around;
  }

  @Override
  public List<Diagnostic> diagnostics(Document document) {
    return Settings.read(List.of(file(document))).problems().stream()
        .map(problem -> diagnostic(document, problem))
        .toList();
  }

  private SettingsFile file(Document document) {
    return places.of(document) instanceof Place.SettingsFile(var root, var foreign) && root != null
        ? foreign
            ? SettingsFile.zenflow(document.value())
            : SettingsFile.repository(document.value())
        : SettingsFile.user("settings.json", document.value());
  }

  private static Diagnostic diagnostic(Document document, SettingsProblem problem) {
    return Marks.diagnostic(
        range(document, problem),
        problem.isError() ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
        problem.isError() ? "bad-setting" : "unknown-setting",
        problem.message());
  }

  /** From the place that the problem names to the end of the word or text that stands there. */
  private static Range range(Document document, SettingsProblem problem) {
    Text text = document.text();
    int line = Math.clamp(problem.line() - 1, 0, text.lines() - 1);
    int start = Math.min(text.end(line), text.start(line) + problem.column() - 1);
    int end = start;
    boolean quoted = start < text.end(line) && text.value().charAt(start) == '"';
    while (end < text.end(line) && (end == start || !isEnd(text.value().charAt(end), quoted))) {
      end++;
    }
    return document.range(start, quoted && end < text.end(line) ? end + 1 : end);
  }

  private static boolean isEnd(char c, boolean quoted) {
    return quoted ? c == '"' : ",]}: \t".indexOf(c) >= 0;
  }

  @Override
  public List<Action> actions(Document document, int start, int end) {
    List<String> known = Key.all().stream().map(Key::path).toList();
    List<Action> actions = new ArrayList<>();
    for (JsonOutline.Member member : JsonOutline.members(document.value())) {
      boolean here = member.nameStart() <= end && member.nameEnd() >= start;
      String path = member.dotted();
      if (here && !SettingsWords.isKnown(path)) {
        Nearest.to(path, known)
            .filter(near -> parent(near).equals(parent(path)))
            .map(near -> near.substring(near.lastIndexOf('.') + 1))
            .ifPresent(
                name ->
                    actions.add(
                        new Action.Mend(
                            "Write " + name,
                            List.of(
                                new TextEdit(
                                    document.range(member.nameStart(), member.nameEnd()),
                                    "\"" + name + "\"")),
                            null,
                            true)));
      }
    }
    return actions;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  @Override
  public List<CompletionItem> complete(Document document, int offset) {
    JsonOutline.Spot spot = JsonOutline.spot(document.value(), offset);
    if (spot == null) {
      return List.of();
    }
    int end = offset;
    boolean inText = spot.start() < offset && document.value().charAt(spot.start()) == '"';
    if (inText && end < document.value().length() && document.value().charAt(end) == '"') {
      end++;
    }
    Range range = document.range(spot.start(), end);
    List<CompletionItem> items = new ArrayList<>();
    String path = String.join(".", spot.path());
    if (spot.isName()) {
      for (String name : names(path)) {
        CompletionItem item = Marks.item("\"" + name + "\": ", name, range);
        item.setKind(CompletionItemKind.Property);
        item.setDetail(SettingsWords.meaning(path.isEmpty() ? name : path + "." + name));
        items.add(item);
      }
    } else {
      for (String value : SettingsWords.values(path)) {
        items.add(Marks.item("\"" + value + "\"", value, range));
      }
      presets(document, path).forEach(p -> items.add(Marks.item("\"" + p + "\"", p, range)));
    }
    return items;
  }

  private static List<String> names(String path) {
    return SettingsWords.parts(path);
  }

  private List<String> presets(Document document, String path) {
    boolean wanted = path.startsWith("presets.") && path.endsWith(".fallback");
    return wanted && places.of(document) instanceof Place.SettingsFile(var root, _)
        ? around.settings(root).presets().keySet().stream().map(name -> name.value()).toList()
        : List.of();
  }

  @Override
  public Optional<Hover> hover(Document document, int offset) {
    return JsonOutline.members(document.value()).stream()
        .filter(member -> member.nameStart() <= offset && offset <= member.nameEnd())
        .filter(member -> !SettingsWords.meaning(member.dotted()).isEmpty())
        .findFirst()
        .map(
            member ->
                Marks.hover(
                    "`%s`: %s".formatted(member.dotted(), SettingsWords.meaning(member.dotted())),
                    document.range(member.nameStart(), member.nameEnd())));
  }

  @Override
  public List<DocumentSymbol> symbols(Document document) {
    List<DocumentSymbol> top = new ArrayList<>();
    Deque<DocumentSymbol> open = new ArrayDeque<>();
    for (JsonOutline.Member member : JsonOutline.members(document.value())) {
      DocumentSymbol symbol =
          new DocumentSymbol(
              member.path().getLast().isBlank() ? "(no name)" : member.path().getLast(),
              SymbolKind.Property,
              document.range(member.nameStart(), Math.max(member.nameEnd(), member.end())),
              document.range(member.nameStart(), member.nameEnd()));
      symbol.setChildren(new ArrayList<>());
      while (open.size() >= member.path().size()) {
        open.pop();
      }
      (open.isEmpty() ? top : open.peek().getChildren()).add(symbol);
      open.push(symbol);
    }
    return top;
  }

  @Override
  public List<FoldingRange> folds(Document document) {
    Text text = document.text();
    return JsonOutline.members(document.value()).stream()
        .map(
            member ->
                new FoldingRange(text.lineOf(member.nameStart()), text.lineOf(member.end()) - 1))
        .filter(fold -> fold.getEndLine() > fold.getStartLine())
        .toList();
  }
}
