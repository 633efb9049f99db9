package dev.tercet.server.template;

import dev.tercet.server.template.Markdown.Block;
import java.util.ArrayList;
import java.util.List;

/** The headed sections of a Markdown text. */
final class Sections {

  /**
   * A heading and all below it up to the next one of the same level or a higher one.
   *
   * @param title without number signs, marks and a number in front
   */
  record Section(String title, int level, int start, int headingEnd, int bodyStart, int end) {}

  private Sections() {}

  static List<Section> of(SourceText source) {
    List<Block> headings =
        Markdown.blocks(source).stream()
            .filter(
                block ->
                    block.kind() == Markdown.Kind.HEADING
                        || block.kind() == Markdown.Kind.UNDERLINED_HEADING)
            .toList();
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      Block heading = headings.get(i);
      int next = i + 1;
      while (next < headings.size() && headings.get(next).level() > heading.level()) {
        next++;
      }
      int end = next < headings.size() ? headings.get(next).start() : source.text().length();
      sections.add(
          new Section(
              title(source, heading),
              heading.level(),
              heading.start(),
              heading.end(),
              heading.end(),
              end));
    }
    return sections;
  }

  private static String title(SourceText source, Block heading) {
    String line =
        source.text().substring(heading.start(), source.endOfLine(source.lineOf(heading.start())));
    return line.strip()
        .replaceFirst("^#{1,6}", "")
        .replaceFirst("[ \\t]#{1,100}$", "")
        .strip()
        .replaceFirst("^[0-9]{1,3}[.)][ \\t]", "")
        .replaceAll("^[*_: ]{1,8}|[*_: ]{1,8}$", "");
  }
}
