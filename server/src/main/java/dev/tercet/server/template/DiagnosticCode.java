package dev.tercet.server.template;

import java.util.Locale;

/**
 * Every kind of diagnostic, with its severity. {@link #toString} is the stable name that users see
 * and protocols carry: {@code unknown-preset}.
 */
public enum DiagnosticCode {
  // Templates: the file as a whole.
  NO_STEPS(Severity.ERROR),
  TOO_LARGE(Severity.ERROR),
  TOO_MANY_STEPS(Severity.ERROR),
  TOO_MANY_PROBLEMS(Severity.WARNING),
  UNCLOSED_COMMENT(Severity.ERROR),
  UNCLOSED_FENCE(Severity.WARNING),
  STEP_IN_HTML(Severity.WARNING),
  NOTHING_TO_DO(Severity.WARNING),

  // Configuration lines.
  BAD_ARTIFACTS_PATH(Severity.ERROR),
  SHARED_ARTIFACTS_PATH(Severity.WARNING),
  UNKNOWN_CONFIGURATION(Severity.WARNING),
  BAD_CONFIGURATION(Severity.ERROR),
  DUPLICATE_CONFIGURATION(Severity.WARNING),

  // Headings.
  NO_NAME(Severity.ERROR),
  DUPLICATE_STEP(Severity.WARNING),
  UNKNOWN_CHECKBOX(Severity.WARNING),
  HEADING_IS_TEXT(Severity.INFO),
  TEXT_OUTSIDE_STEPS(Severity.INFO),

  // Directives.
  UNKNOWN_DIRECTIVE(Severity.WARNING),
  MALFORMED_DIRECTIVE(Severity.WARNING),
  BAD_VALUE(Severity.ERROR),
  DUPLICATE_DIRECTIVE(Severity.WARNING),
  MISPLACED_DIRECTIVE(Severity.WARNING),
  DIRECTIVE_WITHOUT_EFFECT(Severity.WARNING),
  UNKNOWN_PRESET(Severity.ERROR),
  IMPLIED_PRESET(Severity.WARNING),
  ROLE_DIFFERS(Severity.WARNING),
  NO_ROLE(Severity.ERROR),
  SEVERAL_AGENTS(Severity.ERROR),
  CHECK_WITHOUT_RUN(Severity.ERROR),
  RUN_WITHOUT_CHECK(Severity.ERROR),
  UNKNOWN_STEP(Severity.ERROR),
  NEEDS_CYCLE(Severity.ERROR),

  // Artifacts, gates and placeholders.
  BAD_ARTIFACT(Severity.WARNING),
  PARALLEL_PRODUCERS(Severity.ERROR),
  UNPRODUCED_ARTIFACT(Severity.WARNING),
  READ_TOO_EARLY(Severity.WARNING),
  NO_ARTIFACT(Severity.WARNING),
  GATE_PICKED(Severity.INFO),
  GATE_WITHOUT_PRODUCER(Severity.ERROR),
  GATE_NOT_FOR_ROLE(Severity.ERROR),
  UNKNOWN_PLACEHOLDER(Severity.WARNING),
  PLACEHOLDER_IN_COMMAND(Severity.WARNING),
  RUNS_COMMAND(Severity.INFO),

  // Specs and plans.
  SPEC_EMPTY(Severity.ERROR),
  SPEC_NO_FRONT_MATTER(Severity.WARNING),
  SPEC_BAD_FRONT_MATTER(Severity.WARNING),
  SPEC_UNKNOWN_KEY(Severity.INFO),
  SPEC_NO_FOOTPRINT(Severity.WARNING),
  SPEC_BAD_FOOTPRINT(Severity.WARNING),
  SPEC_MISSING_PART(Severity.WARNING),
  SPEC_EMPTY_PART(Severity.WARNING),
  SPEC_DUPLICATE_PART(Severity.WARNING),
  SPEC_NO_PLAN_ITEMS(Severity.WARNING),
  SPEC_TOO_LONG(Severity.INFO);

  private final Severity severity;

  DiagnosticCode(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
