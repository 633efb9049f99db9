package dev.tercet.server.template;

import dev.tercet.server.template.Markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a template into its title, its configuration lines and its steps. */
final class TemplateScanner {

  static final int MOST_STEPS = 500;

  private static final Pattern STEP =
      Pattern.compile(
          "(\\[(.?)\\](?![(\\[]))?\\s*((?i:step|phase)(?:\\s+[0-9][0-9.]*)?\\s*:)?\\s*(.*)",
          Pattern.DOTALL);
  private static final Pattern STEP_LINE =
      Pattern.compile("(?m)^[ \\t]{0,8}#{1,6}[ \\t]+(?:\\[.?\\]|(?i:step|phase)[ 0-9.]{0,8}:)");

  /** A step as it stands: where its parts are, nothing read yet. */
  record RawStep(
      String name,
      boolean done,
      int level,
      int start,
      int headingEnd,
      int nameStart,
      int nameEnd,
      int bodyStart,
      int bodyEnd,
      List<Block> blocks) {}

  /** One list item that may configure the workflow; the range is of its line's text. */
  record ConfigurationLine(int start, int end, boolean inSection) {}

  record Scan(
      @Nullable String title,
      List<RawStep> steps,
      List<ConfigurationLine> configuration,
      List<Heading> headings) {}

  private record Title(String text, int start, int end) {}

  private final SourceText source;
  private final String text;
  private final Problems problems;
  private final Comments comments;
  private final List<RawStep> steps = new ArrayList<>();
  private final List<ConfigurationLine> configuration = new ArrayList<>();
  private final List<Heading> headings = new ArrayList<>();
  private @Nullable String title;
  private boolean inConfiguration;

  private TemplateScanner(SourceText source, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
    this.comments = new Comments(source);
  }

  static Scan scan(SourceText source, Problems problems) {
    return new TemplateScanner(source, problems).scan(Markdown.blocks(source));
  }

  private Scan scan(List<Block> blocks) {
    int at = 0;
    int found = 0;
    while (at < blocks.size()) {
      Block block = blocks.get(at);
      Matcher step = block.kind() == Markdown.Kind.HEADING ? stepHeading(block) : null;
      if (step == null) {
        outside(block, blocks, at);
        at++;
        continue;
      }
      int next = endOfStep(blocks, at);
      if (++found == MOST_STEPS + 1) {
        problems.report(
            DiagnosticCode.TOO_MANY_STEPS,
            block.start(),
            block.end(),
            "a workflow has at most " + MOST_STEPS + " steps; split it into several templates");
      }
      if (found <= MOST_STEPS) {
        inConfiguration = false;
        add(step, block, blocks.subList(at + 1, next), startOf(blocks, next));
      }
      at = next;
    }
    return new Scan(title, steps, configuration, headings);
  }

  private int startOf(List<Block> blocks, int index) {
    return index < blocks.size()
        ? source.startOfLine(source.lineOf(blocks.get(index).start()))
        : text.length();
  }

  private int endOfStep(List<Block> blocks, int heading) {
    int level = blocks.get(heading).level();
    for (int i = heading + 1; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.kind() == Markdown.Kind.HEADING
          && (block.level() < level || stepHeading(block) != null)) {
        return i;
      }
    }
    return blocks.size();
  }

  private void add(Matcher heading, Block block, List<Block> body, int bodyEnd) {
    Title whole = titleOf(block);
    int nameStart = whole.start() + heading.start(4);
    String box = heading.group(1) == null ? "" : heading.group(2);
    boolean done = box.equalsIgnoreCase("x");
    if (!done && !box.isBlank()) {
      int boxStart = whole.start() + heading.start(1);
      int boxEnd = whole.start() + heading.end(1);
      problems.report(
          DiagnosticCode.UNKNOWN_CHECKBOX,
          boxStart,
          boxEnd,
          "a checkbox is [ ] or [x]; \"" + heading.group(1) + "\" is read as not done",
          problems.replace("Write [ ]", boxStart, boxEnd, "[ ]"));
    }
    String name = heading.group(4);
    if (name.isEmpty()) {
      problems.report(
          DiagnosticCode.NO_NAME,
          block.start(),
          block.end(),
          "the step has no name; write it after the colon: ### [ ] Step: Implementation");
    }
    int line = source.lineOf(block.start());
    int bodyStart = line + 1 < source.lines() ? source.startOfLine(line + 1) : text.length();
    steps.add(
        new RawStep(
            name,
            done,
            block.level(),
            block.start(),
            block.end(),
            nameStart,
            whole.end(),
            Math.min(bodyStart, bodyEnd),
            bodyEnd,
            List.copyOf(body)));
    outline(Heading.Kind.STEP, block, name, nameStart, whole.end(), bodyEnd);
    for (Block part : body) {
      if (part.kind() == Markdown.Kind.HEADING) {
        textHeading(part, name, block.level());
      }
      common(part);
    }
  }

  private void textHeading(Block block, String step, int stepLevel) {
    Title heading = titleOf(block);
    outline(Heading.Kind.TEXT, block, heading.text(), heading.start(), heading.end(), block.end());
    if (block.level() == stepLevel) {
      problems.report(
          DiagnosticCode.HEADING_IS_TEXT,
          block.start(),
          block.end(),
          "this heading has no checkbox and no \"Step:\", so it is part of the instructions of "
              + quoted(step),
          problems.replace("Make it a step", heading.start(), heading.start(), "[ ] Step: "));
    }
  }

  private void outside(Block block, List<Block> blocks, int at) {
    switch (block.kind()) {
      case HEADING, UNDERLINED_HEADING -> outsideHeading(block, blocks, at);
      case LIST -> configurationLines(block);
      case HTML -> strayDirectives(block);
      default -> {}
    }
    common(block);
  }

  private void outsideHeading(Block block, List<Block> blocks, int at) {
    Title heading = titleOf(block);
    inConfiguration = heading.text().equalsIgnoreCase("configuration");
    int end = at + 1;
    while (end < blocks.size() && blocks.get(end).kind() != Markdown.Kind.HEADING) {
      end++;
    }
    boolean isTitle = title == null && block.level() == 1 && steps.isEmpty() && !inConfiguration;
    if (isTitle) {
      title = heading.text();
    } else if (!inConfiguration && !steps.isEmpty()) {
      problems.report(
          DiagnosticCode.TEXT_OUTSIDE_STEPS,
          block.start(),
          block.end(),
          "this heading ends the step above and is no step itself: what follows is told to nobody");
    }
    Heading.Kind kind =
        isTitle
            ? Heading.Kind.TITLE
            : inConfiguration ? Heading.Kind.CONFIGURATION : Heading.Kind.TEXT;
    outline(kind, block, heading.text(), heading.start(), heading.end(), startOf(blocks, end));
  }

  private void configurationLines(Block block) {
    int last = source.lineOf(Math.max(block.start(), block.end() - 1));
    for (int line = source.lineOf(block.start()); line <= last; line++) {
      int start = source.startOfLine(line);
      int end = source.endOfLine(line);
      while (start < end && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      if (start + 1 < end
          && "-*+".indexOf(text.charAt(start)) >= 0
          && text.charAt(start + 1) <= ' ') {
        configuration.add(new ConfigurationLine(start + 2, end, inConfiguration));
      }
    }
  }

  private void strayDirectives(Block block) {
    int at = comments.next(block.start(), block.end());
    while (at >= 0) {
      var comment = comments.at(at, text.length());
      if (comment.isEmpty()) {
        return;
      }
      for (Directive directive : comment.get().directives()) {
        misplaced(directive, "stands outside any step; put it under a step's heading");
      }
      at = comments.next(comment.get().end(), block.end());
    }
  }

  private void misplaced(Directive directive, String reason) {
    if (directive.known().isPresent()) {
      problems.report(
          DiagnosticCode.MISPLACED_DIRECTIVE,
          directive.range().start().offset(),
          directive.range().end().offset(),
          "\"" + directive.name() + "\" is without effect: it " + reason);
    }
  }

  /** What is worth saying about a block wherever it stands. */
  private void common(Block block) {
    if (block.kind() == Markdown.Kind.FENCE && !block.closed()) {
      problems.report(
          DiagnosticCode.UNCLOSED_FENCE,
          block.start(),
          source.endOfLine(source.lineOf(block.start())),
          "the code fence is never closed, so everything below it is text; close it");
    }
    if (block.kind() != Markdown.Kind.HTML) {
      return;
    }
    if (comments.opensAt(block.start()) && comments.at(block.start(), text.length()).isEmpty()) {
      problems.report(
          DiagnosticCode.UNCLOSED_COMMENT,
          block.start(),
          source.endOfLine(source.lineOf(block.start())),
          "the comment is never closed, so everything below it is lost; add -->",
          problems.replace(
              "Close the comment",
              source.endOfLine(source.lineOf(block.start())),
              source.endOfLine(source.lineOf(block.start())),
              " -->"));
    } else if (!comments.opensAt(block.start())) {
      Matcher line = STEP_LINE.matcher(text).region(block.start(), block.end());
      if (line.find()) {
        problems.report(
            DiagnosticCode.STEP_IN_HTML,
            line.start(),
            source.endOfLine(source.lineOf(line.start())),
            "this heading is inside HTML, so it is no step; leave an empty line before it");
      }
    }
  }

  private void outline(
      Heading.Kind kind, Block block, String name, int nameStart, int nameEnd, int sectionEnd) {
    headings.add(
        new Heading(
            kind,
            block.level(),
            name,
            source.range(block.start(), block.end()),
            source.range(nameStart, nameEnd),
            source.range(block.start(), sectionEnd)));
  }

  private @Nullable Matcher stepHeading(Block block) {
    Matcher matcher = STEP.matcher(titleOf(block).text());
    boolean box = matcher.matches() && matcher.group(1) != null && " xX".contains(matcher.group(2));
    return matcher.matches() && (box || matcher.group(3) != null) ? matcher : null;
  }

  /** The heading's text without its number signs and without marks around the whole. */
  private Title titleOf(Block block) {
    int start = block.start();
    int end = source.endOfLine(source.lineOf(start));
    if (block.kind() == Markdown.Kind.HEADING) {
      while (start < end && isOneOf(start, " \t")) {
        start++;
      }
      while (start < end && text.charAt(start) == '#') {
        start++;
      }
      int hashes = end;
      while (hashes > start && isOneOf(hashes - 1, " \t")) {
        hashes--;
      }
      int ink = hashes;
      while (ink > start && text.charAt(ink - 1) == '#') {
        ink--;
      }
      end = ink == start || isOneOf(ink - 1, " \t") ? ink : hashes;
    }
    while (start < end && isOneOf(start, " \t*_")) {
      start++;
    }
    while (end > start && isOneOf(end - 1, " \t*_")) {
      end--;
    }
    return new Title(text.substring(start, end), start, end);
  }

  private boolean isOneOf(int offset, String characters) {
    return characters.indexOf(text.charAt(offset)) >= 0;
  }

  static String quoted(String name) {
    return "\"" + (name.length() > 80 ? name.substring(0, 80) + "…" : name) + "\"";
  }
}
