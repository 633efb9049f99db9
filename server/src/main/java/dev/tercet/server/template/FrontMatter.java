package dev.tercet.server.template;

import dev.tercet.server.workflow.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ---} block at the top of a spec: {@code touches}, {@code verify}, {@code risk}. Only
 * the little of YAML that these need: texts, lists in brackets and lists with dashes.
 *
 * @param blanked the text with the block's characters replaced by spaces, so that places stay true
 */
record FrontMatter(
    List<String> touches, @Nullable String verify, @Nullable String risk, String blanked) {

  private static final List<String> KEYS = List.of("touches", "verify", "risk");
  private static final String FENCE = "---";

  static FrontMatter read(SourceText source, Problems problems) {
    String text = source.text();
    int bodyStart = Markdown.bodyStart(text);
    int last = 1;
    boolean opens = text.substring(bodyStart, source.endOfLine(0)).stripTrailing().equals(FENCE);
    while (opens && last < source.lines() && !line(source, last).equals(FENCE)) {
      last++;
    }
    if (!opens || last >= source.lines()) {
      problems.report(
          opens ? DiagnosticCode.SPEC_BAD_FRONT_MATTER : DiagnosticCode.SPEC_NO_FRONT_MATTER,
          bodyStart,
          source.endOfLine(0),
          opens
              ? "the front matter is never closed; end it with a line of ---"
              : "the spec has no front matter with touches:, verify: and risk:, so its footprint"
                  + " is unknown");
      return new FrontMatter(List.of(), null, null, text);
    }
    Fields fields = new Fields(source, problems);
    for (int number = 1; number < last; number++) {
      fields.read(number);
    }
    if (fields.touches.isEmpty()) {
      problems.report(
          DiagnosticCode.SPEC_NO_FOOTPRINT,
          bodyStart,
          source.endOfLine(0),
          "touches: names no files, so overlaps with other tasks cannot be foreseen");
    }
    int end = source.endOfLine(last);
    StringBuilder blanked = new StringBuilder(text);
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        blanked.setCharAt(i, ' ');
      }
    }
    return new FrontMatter(fields.touches, fields.verify, fields.risk, blanked.toString());
  }

  private static String line(SourceText source, int line) {
    return source
        .text()
        .substring(source.startOfLine(line), source.endOfLine(line))
        .stripTrailing();
  }

  /** Reads line after line; mutable, confined to one parse. */
  private static final class Fields {
    private final SourceText source;
    private final Problems problems;
    private final List<String> touches = new ArrayList<>();
    private @Nullable String verify;
    private @Nullable String risk;
    private boolean inTouches;

    Fields(SourceText source, Problems problems) {
      this.source = source;
      this.problems = problems;
    }

    void read(int number) {
      String line = line(source, number);
      String bare = line.strip();
      int colon = bare.indexOf(':');
      boolean item = bare.startsWith("- ");
      if (bare.isEmpty() || bare.startsWith("#")) {
        return;
      }
      if (item && inTouches) {
        touch(number, bare.substring(2));
      } else if (item || colon <= 0 || Character.isWhitespace(line.charAt(0))) {
        report(
            number,
            DiagnosticCode.SPEC_BAD_FRONT_MATTER,
            "this line is no \"name: value\" and counts for nothing");
      } else {
        field(
            number,
            bare.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            bare.substring(colon + 1).strip());
      }
    }

    private void field(int number, String name, String value) {
      inTouches = name.equals("touches");
      switch (name) {
        case "touches" -> {
          boolean list = value.startsWith("[") && value.endsWith("]");
          String inner = list ? value.substring(1, value.length() - 1) : value;
          for (String glob : globs(inner)) {
            touch(number, glob);
          }
        }
        case "verify" -> verify = value.isEmpty() ? null : unquoted(value);
        case "risk" -> risk = value.isEmpty() ? null : unquoted(value);
        default ->
            report(
                number,
                DiagnosticCode.SPEC_UNKNOWN_KEY,
                "\""
                    + name
                    + "\" means nothing here"
                    + Nearest.to(name, KEYS)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse(""));
      }
    }

    /** Parts at commas, but not at those within braces: {@code src/{a,b}.ts}. */
    private static List<String> globs(String list) {
      List<String> globs = new ArrayList<>();
      int depth = 0;
      int from = 0;
      for (int i = 0; i <= list.length(); i++) {
        char c = i < list.length() ? list.charAt(i) : ',';
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (c == ',' && (depth <= 0 || i == list.length())) {
          globs.add(list.substring(from, i));
          from = i + 1;
        }
      }
      return globs;
    }

    private void touch(int number, String written) {
      String glob = unquoted(written.strip());
      if (glob.isEmpty()) {
        return;
      }
      boolean leaves =
          glob.startsWith("/")
              || glob.startsWith("~")
              || glob.indexOf('\\') >= 0
              || List.of(glob.split("/", -1)).contains("..");
      if (leaves || glob.length() > 500) {
        report(
            number,
            DiagnosticCode.SPEC_BAD_FOOTPRINT,
            "a footprint names files of the repository, from its root: "
                + TemplateScanner.quoted(glob));
      } else {
        touches.add(glob);
      }
    }

    private static String unquoted(String value) {
      char first = value.isEmpty() ? ' ' : value.charAt(0);
      boolean quoted =
          value.length() > 1
              && (first == '"' || first == '\'' || first == '`')
              && value.charAt(value.length() - 1) == first;
      return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private void report(int number, DiagnosticCode code, String message) {
      problems.report(code, source.startOfLine(number), source.endOfLine(number), message);
    }
  }
}
