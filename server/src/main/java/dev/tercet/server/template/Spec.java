package dev.tercet.server.template;

import dev.tercet.server.template.PlanItems.PlanItem;
import dev.tercet.server.template.Sections.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A spec, read into what the server needs of it. Nothing that is missing keeps it from being shown:
 * every gap is a diagnostic that the human sees before approving. The text itself is never changed.
 *
 * @param touches globs of the files that the change may write: its footprint
 * @param verify the command that the spec proposes; approving lets it run
 * @param parts the texts of the sections that are there, in LF
 */
public record Spec(
    List<String> touches,
    @Nullable String verify,
    @Nullable String risk,
    Map<Part, String> parts,
    List<PlanItem> plan,
    List<Diagnostic> diagnostics) {

  /** A section that every spec has. */
  public enum Part {
    GOAL("Goal"),
    APPROACH("Approach"),
    AFFECTED_FILES("Affected files"),
    EDGE_CASES("Edge cases"),
    ASSUMPTIONS("Assumptions"),
    OPEN_QUESTIONS("Open questions"),
    VERIFICATION("Verification"),
    PLAN("Plan");

    private final String title;

    Part(String title) {
      this.title = title;
    }

    /** As its heading reads. */
    public String title() {
      return title;
    }

    static Optional<Part> parse(String heading) {
      return Arrays.stream(values()).filter(part -> part.title.equalsIgnoreCase(heading)).findAny();
    }
  }

  private static final int PAGE_WORDS = 900;
  private static final Pattern NONE =
      Pattern.compile("[-–—]?|[*_(]*(?:none|nothing|no|n/a)[.*_)]*", Pattern.CASE_INSENSITIVE);

  public Spec {
    touches = List.copyOf(touches);
    parts = Map.copyOf(parts);
    plan = List.copyOf(plan);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * The items of a section's list, such as each assumption; text outside lists counts as one, and a
   * word that says there are none is none.
   */
  public List<String> points(Part part) {
    String text = parts.getOrDefault(part, "");
    SourceText source = new SourceText(text);
    List<String> points = new ArrayList<>();
    for (Markdown.Item item : Markdown.items(source)) {
      points.add(
          text.substring(item.start(), item.end())
              .replaceFirst("^(?:[-*+]|[0-9]{1,9}[.)])[ \\t]*", "")
              .strip());
    }
    List<String> all = points.isEmpty() && !text.isBlank() ? List.of(text) : points;
    return all.stream().filter(point -> !NONE.matcher(point).matches()).toList();
  }

  /** Reads a spec; whatever is wrong with it is a diagnostic, never an exception. */
  public static Spec parse(String text) {
    boolean tooLarge = text.length() > Markdown.MOST_CHARACTERS;
    SourceText source = new SourceText(tooLarge ? "" : text);
    Problems problems = new Problems(source);
    if (tooLarge || text.isBlank()) {
      problems.report(
          tooLarge ? DiagnosticCode.TOO_LARGE : DiagnosticCode.SPEC_EMPTY,
          0,
          0,
          tooLarge
              ? "the spec has " + text.length() + " characters; that many are not read"
              : "the spec is empty; ask the planner again");
      return new Spec(List.of(), null, null, Map.of(), List.of(), problems.list());
    }
    FrontMatter front = FrontMatter.read(source, problems);
    SourceText body = new SourceText(front.blanked());
    Map<Part, String> parts = parts(body, problems);
    List<PlanItem> plan = PlanItems.of(front.blanked());
    if (parts.containsKey(Part.PLAN) && plan.isEmpty()) {
      problems.report(
          DiagnosticCode.SPEC_NO_PLAN_ITEMS,
          0,
          source.endOfLine(0),
          "the plan has no checkboxes (- [ ] …), so the build is a single commit");
    }
    long words = text.codePoints().filter(Character::isWhitespace).count();
    if (words > PAGE_WORDS) {
      problems.report(
          DiagnosticCode.SPEC_TOO_LONG,
          0,
          source.endOfLine(0),
          "the spec has about " + words + " words; one page, some 500, is read with care");
    }
    return new Spec(front.touches(), front.verify(), front.risk(), parts, plan, problems.list());
  }

  private static Map<Part, String> parts(SourceText source, Problems problems) {
    Map<Part, String> parts = new EnumMap<>(Part.class);
    for (Section section : Sections.of(source)) {
      Optional<Part> part = Part.parse(section.title());
      if (part.isEmpty()) {
        continue;
      }
      String body = source.text().substring(section.bodyStart(), section.end());
      String plain = body.replace("\r\n", "\n").replace('\r', '\n').strip();
      if (parts.putIfAbsent(part.get(), plain) != null) {
        problems.report(
            DiagnosticCode.SPEC_DUPLICATE_PART,
            section.start(),
            section.headingEnd(),
            "\"" + part.get().title() + "\" stands here twice; views show the first one");
      } else if (plain.isEmpty()) {
        problems.report(
            DiagnosticCode.SPEC_EMPTY_PART,
            section.start(),
            section.headingEnd(),
            "\"" + part.get().title() + "\" is empty; write \"none\" where there is nothing");
      }
    }
    for (Part part : new LinkedHashSet<>(Arrays.asList(Part.values()))) {
      if (!parts.containsKey(part)) {
        problems.report(
            DiagnosticCode.SPEC_MISSING_PART,
            0,
            source.endOfLine(0),
            "the spec says nothing under \""
                + part.title()
                + "\""
                + (part == Part.ASSUMPTIONS
                    ? "; what the ticket left open was decided silently"
                    : ""));
      }
    }
    return parts;
  }

  /** The risk as a word, in lower case, where the spec says one. */
  public Optional<String> riskWord() {
    return Optional.ofNullable(risk).map(word -> word.toLowerCase(Locale.ROOT));
  }
}
