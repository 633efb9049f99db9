package dev.tercet.server.door.lsp.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;

/** The headings, fences and front matter of a Markdown text, line by line and in one pass. */
final class Outline {

  private static final Pattern HEADING =
      Pattern.compile("^ {0,3}(#{1,6})[ \\t]+(.*?)(?:[ \\t]+#+)?[ \\t]*$");
  private static final int MOST = 5_000;

  private Outline() {}

  /** One heading; {@code end} is the last line of its section. */
  private record Section(int level, String title, int line, int end) {}

  /** From a line to a line, both included. */
  private record Block(int start, int end) {}

  private record Scan(List<Section> sections, List<Block> blocks) {}

  private static Scan scan(Text text) {
    List<int[]> starts = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    int fence = -1;
    int first = front(text, blocks);
    for (int line = first; line < text.lines() && titles.size() < MOST; line++) {
      String content = text.line(line);
      String stripped = content.stripLeading();
      if (stripped.startsWith("```") || stripped.startsWith("~~~")) {
        if (fence >= 0) {
          blocks.add(new Block(fence, line));
        }
        fence = fence >= 0 ? -1 : line;
      } else if (fence < 0 && stripped.startsWith("#")) {
        Matcher heading = HEADING.matcher(content);
        if (heading.matches()) {
          starts.add(new int[] {heading.group(1).length(), line});
          titles.add(heading.group(2));
        }
      }
    }
    return new Scan(sections(text, starts, titles), blocks);
  }

  /** The first line after the front matter. */
  private static int front(Text text, List<Block> blocks) {
    if (!text.line(0).strip().equals("---")) {
      return 0;
    }
    for (int line = 1; line < text.lines(); line++) {
      if (text.line(line).strip().equals("---")) {
        blocks.add(new Block(0, line));
        return line + 1;
      }
    }
    return 0;
  }

  private static List<Section> sections(Text text, List<int[]> starts, List<String> titles) {
    int[] ends = new int[starts.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int at = 0; at < starts.size(); at++) {
      while (!open.isEmpty() && starts.get(open.peek())[0] >= starts.get(at)[0]) {
        ends[open.pop()] = starts.get(at)[1] - 1;
      }
      open.push(at);
    }
    for (int at : open) {
      ends[at] = text.lines() - 1;
    }
    List<Section> sections = new ArrayList<>();
    for (int at = 0; at < starts.size(); at++) {
      int end = ends[at];
      while (end > starts.get(at)[1] && text.line(end).isBlank()) {
        end--;
      }
      sections.add(new Section(starts.get(at)[0], titles.get(at), starts.get(at)[1], end));
    }
    return sections;
  }

  static List<DocumentSymbol> symbols(Document document) {
    Text text = document.text();
    List<DocumentSymbol> top = new ArrayList<>();
    Deque<DocumentSymbol> open = new ArrayDeque<>();
    Deque<Integer> levels = new ArrayDeque<>();
    for (Section section : scan(text).sections) {
      Range range = text.range(text.start(section.line), text.end(section.end));
      DocumentSymbol symbol =
          new DocumentSymbol(
              section.title.isBlank() ? "(no title)" : section.title,
              SymbolKind.String,
              range,
              text.lineRange(section.line));
      symbol.setChildren(new ArrayList<>());
      while (!levels.isEmpty() && levels.peek() >= section.level) {
        levels.pop();
        open.pop();
      }
      (open.isEmpty() ? top : open.peek().getChildren()).add(symbol);
      open.push(symbol);
      levels.push(section.level);
    }
    return top;
  }

  static List<FoldingRange> folds(Document document) {
    Scan scan = scan(document.text());
    List<FoldingRange> folds = new ArrayList<>();
    scan.sections.stream()
        .filter(section -> section.end > section.line)
        .map(section -> fold(section.line, section.end, FoldingRangeKind.Region))
        .forEach(folds::add);
    scan.blocks.stream()
        .filter(block -> block.end > block.start)
        .map(block -> fold(block.start, block.end, FoldingRangeKind.Comment))
        .forEach(folds::add);
    return folds;
  }

  private static FoldingRange fold(int start, int end, String kind) {
    FoldingRange fold = new FoldingRange(start, end);
    fold.setKind(kind);
    return fold;
  }
}
