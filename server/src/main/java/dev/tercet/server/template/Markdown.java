package dev.tercet.server.template;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * The block structure of a Markdown text. Inlines are never parsed: nothing here needs them, and
 * they are where hostile input costs time. Nesting is cut off far above what people write.
 */
final class Markdown {

  /** Over this many characters a text is refused unread. */
  static final int MOST_CHARACTERS = 1 << 20;

  private static final int DEEPEST = 40;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final Parser PARSER =
      Parser.builder()
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .inlineParserFactory(context -> (lines, node) -> {})
          .maxOpenBlockParsers(DEEPEST)
          .build();

  enum Kind {
    HEADING,
    UNDERLINED_HEADING,
    PARAGRAPH,
    LIST,
    FENCE,
    INDENTED_CODE,
    HTML,
    BREAK,
    OTHER
  }

  /**
   * A block at the top level.
   *
   * @param level of a heading, else 0
   * @param closed false for a fence that runs to the end of the text
   */
  record Block(Kind kind, int level, int start, int end, boolean closed) {}

  /** An item of a list that stands at the top level. */
  record Item(int start, int end) {}

  private Markdown() {}

  private static Node parse(SourceText source) {
    int skipped = bodyStart(source.text());
    return PARSER.parse(source.text().substring(skipped));
  }

  /** Where the Markdown begins: after a byte order mark, if there is one. */
  static int bodyStart(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  }

  static List<Block> blocks(SourceText source) {
    List<Block> blocks = new ArrayList<>();
    for (Node node = parse(source).getFirstChild(); node != null; node = node.getNext()) {
      if (!node.getSourceSpans().isEmpty()) {
        blocks.add(block(source, node));
      }
    }
    return blocks;
  }

  /** The items of every list that stands at the top level, in the order of the text. */
  static List<Item> items(SourceText source) {
    List<Item> items = new ArrayList<>();
    for (Node node = parse(source).getFirstChild(); node != null; node = node.getNext()) {
      if (!(node instanceof ListBlock)) {
        continue;
      }
      for (Node item = node.getFirstChild(); item != null; item = item.getNext()) {
        if (!item.getSourceSpans().isEmpty()) {
          items.add(new Item(start(source, item), end(source, item)));
        }
      }
    }
    return items;
  }

  private static Block block(SourceText source, Node node) {
    int start = start(source, node);
    int end = end(source, node);
    return switch (node) {
      case org.commonmark.node.Heading heading ->
          new Block(
              source.text().charAt(firstInk(source.text(), start, end)) == '#'
                      && source.lineOf(start) == source.lineOf(end)
                  ? Kind.HEADING
                  : Kind.UNDERLINED_HEADING,
              heading.getLevel(),
              start,
              end,
              true);
      case FencedCodeBlock fence ->
          new Block(Kind.FENCE, 0, start, end, fence.getClosingFenceLength() != null);
      case HtmlBlock _ -> new Block(Kind.HTML, 0, start, end, true);
      case Paragraph _ -> new Block(Kind.PARAGRAPH, 0, start, end, true);
      case BulletList _ -> new Block(Kind.LIST, 0, start, end, true);
      case IndentedCodeBlock _ -> new Block(Kind.INDENTED_CODE, 0, start, end, true);
      case ThematicBreak _ -> new Block(Kind.BREAK, 0, start, end, true);
      default -> new Block(Kind.OTHER, 0, start, end, true);
    };
  }

  private static int firstInk(String text, int start, int end) {
    int at = start;
    while (at < end - 1 && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int start(SourceText source, Node node) {
    return node.getSourceSpans().getFirst().getInputIndex() + bodyStart(source.text());
  }

  private static int end(SourceText source, Node node) {
    SourceSpan last = node.getSourceSpans().getLast();
    return last.getInputIndex() + last.getLength() + bodyStart(source.text());
  }
}
