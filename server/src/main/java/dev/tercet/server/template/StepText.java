package dev.tercet.server.template;

import dev.tercet.server.template.DraftStep.Mention;
import dev.tercet.server.template.Markdown.Block;
import dev.tercet.server.template.TemplateScanner.RawStep;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Nearest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts what stands below a step's heading into directives, instructions and files named. */
final class StepText {

  private static final Pattern FILE =
      Pattern.compile("\\{@artifacts_path\\}/([^\\s`'\"()<>|,;]{0,300})");
  private static final Pattern FILE_NAME =
      Pattern.compile("(?![.])[^/\\\\\\p{Cntrl}*?{}\\[\\]]{1,120}");
  private static final Pattern SPEC = Pattern.compile("\\{@spec\\}");

  private final SourceText source;
  private final String text;
  private final Problems problems;
  private final Comments comments;

  StepText(SourceText source, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
    this.comments = new Comments(source);
  }

  void read(DraftStep step) {
    RawStep raw = step.raw;
    StringBuilder kept = new StringBuilder();
    int at = inkFrom(raw.bodyStart(), raw.bodyEnd());
    while (comments.opensAt(at) && at < raw.bodyEnd()) {
      var comment = comments.at(at, raw.bodyEnd());
      if (comment.isEmpty()) {
        break;
      }
      if (comment.get().directives().isEmpty()) {
        kept.append(text, comment.get().start(), comment.get().end()).append('\n');
      }
      step.directives.addAll(comment.get().directives());
      comment.get().strays().forEach(this::malformed);
      at = inkFrom(comment.get().end(), raw.bodyEnd());
    }
    int end = endOfText(raw, at);
    kept.append(text, Math.min(at, end), end);
    step.instructions = kept.toString().replace("\r\n", "\n").replace('\r', '\n').strip();
    misplaced(step, at);
    mentions(step, at, end);
    placeholders(at, end);
  }

  /** The next character that is not space, unless it is indented so far that it is code. */
  private int inkFrom(int from, int end) {
    int at = from;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int line = source.startOfLine(source.lineOf(Math.min(at, Math.max(0, text.length() - 1))));
    boolean indented = line >= from && (at - line > 3 || text.substring(line, at).contains("\t"));
    return indented && at < end ? line : at;
  }

  /** A rule at the end only parts steps; it is no instruction. */
  private int endOfText(RawStep raw, int from) {
    int end = raw.bodyEnd();
    for (Block block : raw.blocks().reversed()) {
      if (block.kind() != Markdown.Kind.BREAK || block.start() < from) {
        break;
      }
      end = block.start();
    }
    return Math.max(end, from);
  }

  private void malformed(int[] stray) {
    problems.report(
        DiagnosticCode.MALFORMED_DIRECTIVE,
        stray[0],
        stray[1],
        "this line of the comment is no \"name: value\" and is without effect");
  }

  private void misplaced(DraftStep step, int textStart) {
    for (Block block : step.raw.blocks()) {
      boolean prose =
          block.kind() == Markdown.Kind.HTML
              || block.kind() == Markdown.Kind.PARAGRAPH
              || block.kind() == Markdown.Kind.LIST;
      int at = prose ? comments.next(Math.max(block.start(), textStart), block.end()) : -1;
      while (at >= 0) {
        var comment = comments.at(at, step.raw.bodyEnd());
        if (comment.isEmpty()) {
          break;
        }
        if (block.kind() == Markdown.Kind.HTML || !inCodeSpan(block.start(), at)) {
          comment.get().directives().forEach(this::misplaced);
        }
        at = comments.next(comment.get().end(), block.end());
      }
    }
  }

  private boolean inCodeSpan(int from, int at) {
    int line = Math.max(from, source.startOfLine(source.lineOf(at)));
    return text.substring(line, at).chars().filter(c -> c == '`').count() % 2 == 1;
  }

  private void misplaced(Directive directive) {
    if (directive.known().isPresent()) {
      problems.report(
          DiagnosticCode.MISPLACED_DIRECTIVE,
          directive.range().start().offset(),
          directive.range().end().offset(),
          "\""
              + directive.name()
              + "\" is without effect: directives stand between the heading and the text");
    }
  }

  private void mentions(DraftStep step, int start, int end) {
    Matcher spec = SPEC.matcher(text).region(start, end);
    while (spec.find()) {
      step.mentions.add(new Mention(new ArtifactName("spec.md"), spec.start(), spec.end()));
    }
    Matcher file = FILE.matcher(text).region(start, end);
    while (file.find()) {
      int nameEnd = file.end(1);
      while (nameEnd > file.start(1) && ".:!?*_".indexOf(text.charAt(nameEnd - 1)) >= 0) {
        nameEnd--;
      }
      String name = text.substring(file.start(1), nameEnd);
      if (isFileName(name)) {
        step.mentions.add(new Mention(new ArtifactName(name), file.start(), nameEnd));
      } else if (!name.isEmpty()) {
        problems.report(
            DiagnosticCode.BAD_ARTIFACT,
            file.start(),
            nameEnd,
            "\""
                + name
                + "\" is not the plain name of one file, so it is text and not tracked as an"
                + " artifact");
      }
    }
  }

  static boolean isFileName(String name) {
    return FILE_NAME.matcher(name).matches();
  }

  private void placeholders(int start, int end) {
    unknownPlaceholders(text, problems, start, end);
  }

  static void unknownPlaceholders(String text, Problems problems, int start, int end) {
    Matcher found = Placeholders.PATTERN.matcher(text).region(start, end);
    while (found.find()) {
      String name = Placeholders.name(found.toMatchResult());
      if (Placeholders.NAMES.contains(name)) {
        continue;
      }
      var nearest = Nearest.to(name, Placeholders.NAMES).map(near -> "{@" + near + "}");
      problems.report(
          DiagnosticCode.UNKNOWN_PLACEHOLDER,
          found.start(),
          found.end(),
          found.group()
              + " is no placeholder and stays as it stands"
              + nearest.map(near -> "; did you mean " + near + "?").orElse(""),
          nearest
              .map(
                  near ->
                      new Fix[] {
                        problems.replace("Write " + near, found.start(), found.end(), near)
                      })
              .orElse(new Fix[0]));
    }
  }
}
