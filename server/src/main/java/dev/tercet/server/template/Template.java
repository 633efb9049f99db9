package dev.tercet.server.template;

import dev.tercet.server.template.TemplateScanner.RawStep;
import dev.tercet.server.template.TemplateScanner.Scan;
import dev.tercet.server.workflow.Gate;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.Workflow;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as its author wrote it, and what was understood of it. The text is kept to the byte:
 * whoever edits a template replaces ranges of it. Immutable.
 */
public final class Template {

  private final String text;
  private final String title;
  private final String artifactsPath;
  private final String writtenPath;
  private final @Nullable Workflow workflow;
  private final List<Diagnostic> diagnostics;
  private final List<Heading> headings;
  private final List<StepOutline> steps;

  private Template(
      String text,
      String title,
      String artifactsPath,
      String writtenPath,
      @Nullable Workflow workflow,
      List<Diagnostic> diagnostics,
      List<Heading> headings,
      List<StepOutline> steps) {
    this.text = text;
    this.title = title;
    this.artifactsPath = artifactsPath;
    this.writtenPath = writtenPath;
    this.workflow = workflow;
    this.diagnostics = diagnostics;
    this.headings = List.copyOf(headings);
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a template; whatever is wrong with it is a diagnostic, never an exception.
   *
   * @param name what the user calls the workflow: a built-in's name or the file's without {@code
   *     .md}
   * @param text of the file, with its byte order mark if it has one
   */
  public static Template parse(String name, String text, PresetRoles presets) {
    SourceText source = new SourceText(text.length() > Markdown.MOST_CHARACTERS ? "" : text);
    Problems problems = new Problems(source);
    if (text.length() > Markdown.MOST_CHARACTERS) {
      problems.report(
          DiagnosticCode.TOO_LARGE,
          0,
          0,
          "the template has "
              + text.length()
              + " characters; more than "
              + Markdown.MOST_CHARACTERS
              + " are not read");
      return new Template(
          text,
          name,
          Configuration.DEFAULT_ARTIFACTS_PATH,
          Configuration.DEFAULT_ARTIFACTS_PATH,
          null,
          problems.list(),
          List.of(),
          List.of());
    }
    Scan scan = TemplateScanner.scan(source, problems);
    Configuration configuration = new Configuration(source, problems, presets);
    scan.configuration().forEach(configuration::read);
    Roles roles = new Roles(source, problems, presets, configuration.config().reviewers());
    List<DraftStep> drafts = drafts(scan.steps(), source, problems);
    drafts.forEach(roles::settle);
    new Flow(source, problems, drafts).settle();
    wholeFile(drafts, problems);
    String title = scan.title() == null ? name : scan.title();
    String artifactsPath = configuration.artifactsPath();
    Workflow workflow =
        problems.hasErrors()
            ? null
            : new Workflow(
                name, title, artifactsPath, configuration.config(), steps(drafts, source));
    return new Template(
        text,
        title,
        artifactsPath,
        configuration.writtenPath(),
        workflow,
        problems.list(),
        scan.headings(),
        drafts.stream().map(draft -> outline(draft, source)).toList());
  }

  private static List<DraftStep> drafts(List<RawStep> raw, SourceText source, Problems problems) {
    StepText reader = new StepText(source, problems);
    DirectiveReader directives = new DirectiveReader(problems);
    Set<String> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    List<DraftStep> drafts = new ArrayList<>();
    for (RawStep step : raw) {
      DraftStep draft = new DraftStep(step, id(step.name(), drafts.size() + 1, ids));
      if (!step.name().isEmpty() && !names.add(step.name().toLowerCase(Locale.ROOT))) {
        problems.report(
            DiagnosticCode.DUPLICATE_STEP,
            step.nameStart(),
            step.nameEnd(),
            "another step has the same name; this one is known as \"" + draft.id + "\"");
      }
      reader.read(draft);
      directives.read(draft);
      drafts.add(draft);
    }
    return drafts;
  }

  private static void wholeFile(List<DraftStep> drafts, Problems problems) {
    if (drafts.isEmpty()) {
      problems.report(
          DiagnosticCode.NO_STEPS,
          0,
          0,
          "the template has no step; write one as ### [ ] Step: Implementation");
    } else if (drafts.stream().allMatch(draft -> draft.raw.done())) {
      RawStep last = drafts.getLast().raw;
      problems.report(
          DiagnosticCode.NOTHING_TO_DO,
          last.start(),
          last.headingEnd(),
          "every step is ticked, so a task would have nothing to do; untick one");
    }
  }

  /** A slug of the name that no step before has. */
  private static StepId id(String name, int number, Set<String> taken) {
    String plain = Normalizer.normalize(head(name), Normalizer.Form.NFKD);
    StringBuilder slug = new StringBuilder();
    for (char c : plain.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (letter) {
        slug.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && !slug.isEmpty()
          && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    String base = slug.substring(0, Math.min(slug.length(), 60)).replaceFirst("-$", "");
    String id = base.isEmpty() ? "step-" + number : base;
    for (int i = 2; !taken.add(id); i++) {
      id = (base.isEmpty() ? "step" : base) + "-" + i;
    }
    return new StepId(id);
  }

  private static String head(String name) {
    return name.substring(0, Math.min(name.length(), 120));
  }

  private static List<Step> steps(List<DraftStep> drafts, SourceText source) {
    List<StepId> ids = drafts.stream().map(draft -> draft.id).toList();
    List<Step> steps = new ArrayList<>();
    for (DraftStep draft : drafts) {
      Role role = draft.role;
      if (role != null) {
        int first = draft.needs.nextClearBit(0);
        List<StepId> needs =
            first == draft.needs.length()
                ? ids.subList(0, first)
                : draft.needs.stream().mapToObj(ids::get).toList();
        steps.add(draft.finish(role, source.lineOf(draft.raw.start()) + 1, needs));
      }
    }
    return steps;
  }

  private static StepOutline outline(DraftStep draft, SourceText source) {
    RawStep raw = draft.raw;
    return new StepOutline(
        draft.id,
        raw.name(),
        source.lineOf(raw.start()) + 1,
        raw.done(),
        draft.role,
        draft.agents,
        draft.gate == null && draft.role != null ? new Gate.None() : draft.gate,
        List.copyOf(draft.produces),
        List.copyOf(draft.reads),
        draft.directives,
        draft.mentions.stream()
            .map(
                mention ->
                    new StepOutline.FileMention(
                        mention.artifact(), source.range(mention.start(), mention.end())))
            .toList(),
        source.range(raw.start(), raw.headingEnd()),
        source.range(raw.nameStart(), raw.nameEnd()),
        source.range(raw.start(), raw.bodyEnd()));
  }

  /** The file's text, unchanged. */
  public String text() {
    return text;
  }

  /** The first heading of level 1, else the workflow's name. */
  public String title() {
    return title;
  }

  /** The artifacts path as the template has it: a worktree's own path where it means the root. */
  public String writtenArtifactsPath() {
    return writtenPath;
  }

  /** As {@link Workflow#artifactsPath}, also where there are errors elsewhere. */
  public String artifactsPath() {
    return artifactsPath;
  }

  /** What a task is started with; absent while there is an error. */
  public Optional<Workflow> workflow() {
    return Optional.ofNullable(workflow);
  }

  /** In the order of the text. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Every heading at the top level, in the order of the text. */
  public List<Heading> headings() {
    return headings;
  }

  /** Every step as far as it was understood, also where there are errors. */
  public List<StepOutline> steps() {
    return steps;
  }
}
