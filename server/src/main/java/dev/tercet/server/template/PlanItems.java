package dev.tercet.server.template;

import dev.tercet.server.template.Markdown.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checkbox items of a plan: each is worked on in a prompt and a commit of its own. */
public final class PlanItems {

  private static final int MOST_ITEMS = 500;
  private static final Pattern BOX =
      Pattern.compile("(?:[-*+]|[0-9]{1,9}[.)])[ \\t]+\\[([ xX])\\](?=\\s|$)");

  private PlanItems() {}

  /**
   * One item; what is nested below it belongs to its text.
   *
   * @param text without the checkbox, unindented, with LF
   * @param line of the checkbox, from 1
   */
  public record PlanItem(String text, boolean done, int line) {

    /** The first line: the commit's subject. */
    public String title() {
      return text.lines().findFirst().orElse("");
    }
  }

  /**
   * The items at the top level of the file's {@code Plan} section, or of the whole file where it
   * has none. A file too large to be read has none; at most 500 are returned.
   */
  public static List<PlanItem> of(String text) {
    if (text.length() > Markdown.MOST_CHARACTERS) {
      return List.of();
    }
    SourceText source = new SourceText(text);
    return Sections.of(source).stream()
        .filter(section -> section.title().equalsIgnoreCase("plan"))
        .findFirst()
        .map(section -> within(source, section.bodyStart(), section.end()))
        .orElseGet(() -> within(source, 0, text.length()));
  }

  static List<PlanItem> within(SourceText source, int start, int end) {
    List<PlanItem> items = new ArrayList<>();
    for (Item item : Markdown.items(source)) {
      Matcher box = BOX.matcher(source.text()).region(item.start(), item.end());
      if (item.start() >= start && item.start() < end && box.lookingAt()) {
        String body = text(source, box.end(), item.end());
        if (!body.isEmpty() && items.size() < MOST_ITEMS) {
          boolean done = !box.group(1).isBlank();
          items.add(new PlanItem(body, done, source.lineOf(item.start()) + 1));
        }
      }
    }
    return items;
  }

  private static String text(SourceText source, int start, int end) {
    String body = source.text().substring(start, end).replace("\r\n", "\n").replace('\r', '\n');
    int firstBreak = body.indexOf('\n');
    return firstBreak < 0
        ? body.strip()
        : (body.substring(0, firstBreak).strip()
                + "\n"
                + body.substring(firstBreak + 1).stripIndent())
            .strip();
  }
}
