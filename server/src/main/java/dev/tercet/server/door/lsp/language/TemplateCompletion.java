package dev.tercet.server.door.lsp.language;

import dev.tercet.server.template.Directive;
import dev.tercet.server.template.Placeholders;
import dev.tercet.server.template.StepOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.Range;

/** What may be typed at a place of a template. */
final class TemplateCompletion {

  private static final int MOST_BACK = 4_000;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{@?([a-z_]{0,40})$");
  private static final Pattern WHOLE = Pattern.compile("\\{@?([a-z_]{1,40})\\}");
  private static final Pattern NAME = Pattern.compile("(?:^|[;\\n]|<!--)[ \\t]*([A-Za-z]{0,20})$");
  private static final Pattern VALUE =
      Pattern.compile("(?:^|[;\\n]|<!--)[ \\t]*([A-Za-z]{1,20}):[ \\t]*([^;\\n]{0,200})$");
  private static final Pattern SETTING = Pattern.compile("^[-*+] \\**([A-Za-z ]{0,30})$");
  private static final List<String> SETTINGS =
      List.of("Artifacts Path", "Base", "Verify", "Merge", "Budget", "Rounds", "Reviewers");

  private final Templates templates;
  private final boolean snippets;

  TemplateCompletion(Templates templates, boolean snippets) {
    this.templates = templates;
    this.snippets = snippets;
  }

  List<CompletionItem> at(Document document, int offset) {
    Text text = document.text();
    String line = text.value().substring(text.start(text.lineOf(offset)), offset);
    Matcher placeholder = PLACEHOLDER.matcher(line);
    if (placeholder.find()) {
      return placeholders(document, offset - placeholder.group().length(), offset);
    }
    String comment = comment(text.value(), offset);
    if (comment != null) {
      return inComment(document, offset, comment);
    }
    Matcher setting = SETTING.matcher(line);
    if (setting.matches()) {
      int start = offset - (line.length() - 2);
      return SETTINGS.stream()
          .map(name -> Marks.item("**" + name + "**: ", name, document.range(start, offset)))
          .toList();
    }
    return line.matches("#{0,6} ?")
        ? step(document.range(offset - line.length(), offset))
        : List.of();
  }

  /** What stands in the comment before the place; null outside of comments. */
  private static @org.jspecify.annotations.Nullable String comment(String text, int offset) {
    String before = text.substring(Math.max(0, offset - MOST_BACK), offset);
    int open = before.lastIndexOf("<!--");
    return open >= 0 && before.indexOf("-->", open) < 0 ? before.substring(open) : null;
  }

  private List<CompletionItem> inComment(Document document, int offset, String comment) {
    Matcher value = VALUE.matcher(comment);
    if (value.find()) {
      return Directive.Name.parse(value.group(1))
          .map(name -> values(document, offset, name, value.group(2)))
          .orElse(List.of());
    }
    Matcher name = NAME.matcher(comment);
    if (!name.find()) {
      return List.of();
    }
    Range range = document.range(offset - name.group(1).length(), offset);
    List<CompletionItem> items = new ArrayList<>();
    for (Directive.Name known : Directive.Name.values()) {
      CompletionItem item = Marks.item(known + ": ", known.toString(), range);
      item.setKind(CompletionItemKind.Property);
      item.setDetail(TemplateWords.meaning(known));
      items.add(item);
    }
    return items;
  }

  private List<CompletionItem> values(
      Document document, int offset, Directive.Name name, String typed) {
    int last = Math.max(typed.lastIndexOf(','), -1);
    String word = typed.substring(last + 1).stripLeading();
    Range range = document.range(offset - word.length(), offset);
    List<CompletionItem> items = new ArrayList<>();
    if (TemplateWords.takesPresets(name)) {
      new TreeMap<>(templates.roles(document).roles())
          .forEach(
              (preset, role) -> {
                CompletionItem item = Marks.item(preset.value(), preset.value(), range);
                item.setDetail(TemplateWords.word(role));
                items.add(item);
              });
    } else if (name == Directive.Name.NEEDS) {
      for (StepOutline step : templates.of(document).steps()) {
        items.add(Marks.item(step.name(), step.name(), range));
      }
    } else {
      TemplateWords.values(name).forEach(one -> items.add(Marks.item(one, one.strip(), range)));
    }
    return items;
  }

  private static List<CompletionItem> placeholders(Document document, int start, int offset) {
    boolean closed = offset < document.value().length() && document.value().charAt(offset) == '}';
    Range range = document.range(start, closed ? offset + 1 : offset);
    List<CompletionItem> items = new ArrayList<>();
    for (String name : Placeholders.NAMES) {
      String whole = name.equals("task_id") ? "{task_id}" : "{@" + name + "}";
      CompletionItem item = Marks.item(whole, whole, range);
      item.setKind(CompletionItemKind.Variable);
      item.setDetail(TemplateWords.placeholder(name));
      items.add(item);
    }
    return items;
  }

  private List<CompletionItem> step(Range range) {
    CompletionItem item =
        snippets
            ? Marks.item("### [ ] Step: ${1:Name}\n<!-- agent: ${2:builder} -->\n$0", "Step", range)
            : Marks.item("### [ ] Step: ", "Step", range);
    item.setKind(CompletionItemKind.Snippet);
    item.setInsertTextFormat(snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText);
    item.setFilterText("### Step");
    return List.of(item);
  }

  /** What a placeholder stands for. */
  Optional<Hover> placeholder(Document document, int offset) {
    Text text = document.text();
    int start = text.start(text.lineOf(offset));
    Matcher whole = WHOLE.matcher(text.line(text.lineOf(offset)));
    while (whole.find()) {
      boolean here = start + whole.start() <= offset && offset <= start + whole.end();
      if (here && Placeholders.NAMES.contains(whole.group(1))) {
        return Optional.of(
            Marks.hover(
                "`" + whole.group() + "`: " + TemplateWords.placeholder(whole.group(1)),
                document.range(start + whole.start(), start + whole.end())));
      }
    }
    return Optional.empty();
  }
}
