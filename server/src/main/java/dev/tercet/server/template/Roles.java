package dev.tercet.server.template;

import dev.tercet.server.template.Directive.Name;
import dev.tercet.server.workflow.Nearest;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Verify;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Settles who does a step and with which rights; prose is never asked. */
final class Roles {

  private final SourceText source;
  private final Problems problems;
  private final PresetRoles presets;
  private final List<PresetName> reviewers;

  Roles(SourceText source, Problems problems, PresetRoles presets, List<PresetName> reviewers) {
    this.source = source;
    this.problems = problems;
    this.presets = presets;
    this.reviewers = reviewers;
  }

  void settle(DraftStep step) {
    Set<Role> ofPresets = new LinkedHashSet<>();
    for (PresetName preset : List.copyOf(new LinkedHashSet<>(step.agents))) {
      presets.roleOf(preset).ifPresent(ofPresets::add);
      checkPreset(step, preset);
    }
    if (step.role == null && step.agents.isEmpty() && step.says(Name.RUN)) {
      step.role = Role.CHECK;
    }
    if (step.role == null) {
      inherit(step, ofPresets);
    } else if (!ofPresets.isEmpty() && !ofPresets.equals(Set.of(step.role))) {
      at(
          step,
          Name.ROLE,
          DiagnosticCode.ROLE_DIFFERS,
          "the step's role is "
              + word(step.role)
              + ", the preset's is "
              + word(ofPresets.iterator().next())
              + "; the step's holds");
    }
    if (step.role != null) {
      fits(step, step.role);
    }
  }

  private void inherit(DraftStep step, Set<Role> ofPresets) {
    if (ofPresets.size() == 1) {
      step.role = ofPresets.iterator().next();
      return;
    }
    boolean undefined = !step.agents.isEmpty() && ofPresets.isEmpty();
    int insert = Math.min(step.raw.bodyStart(), source.text().length());
    String lineBreak = source.lineBreak();
    String before =
        insert == step.raw.headingEnd() || source.position(insert).character() > 0 ? lineBreak : "";
    problems.report(
        DiagnosticCode.NO_ROLE,
        step.raw.start(),
        step.raw.headingEnd(),
        "nothing says what "
            + step.quotedName()
            + (undefined
                ? " may do: its preset is not defined and its name says no role; add a role"
                    + " directive"
                : " may do: add an agent directive (planner, builder, reviewer) or a role"
                    + " directive (plan, build, review, check)"),
        (undefined
                ? List.of("role: plan", "role: build", "role: review")
                : List.of("agent: planner", "agent: builder", "agent: reviewer"))
            .stream()
                .map(
                    directive ->
                        problems.replace(
                            "Add " + directive,
                            insert,
                            insert,
                            before + "<!-- " + directive + " -->" + lineBreak))
                .toArray(Fix[]::new));
  }

  private void checkPreset(DraftStep step, PresetName preset) {
    if (presets.isDefined(preset)) {
      return;
    }
    Name said = step.says(Name.AGENT) ? Name.AGENT : Name.AGENTS;
    Optional<PresetName> binding = presets.binding(preset);
    if (binding.isPresent()) {
      at(
          step,
          said,
          DiagnosticCode.IMPLIED_PRESET,
          "the preset \""
              + preset
              + "\" is not defined; by its name it does what \""
              + binding.get()
              + "\" does, with that preset's agent and model; define it in the settings");
      return;
    }
    Optional<String> nearest = Nearest.to(preset.value(), presets.names());
    Directive directive = step.directive(said).orElseThrow();
    int value = directive.valueRange().start().offset();
    int start = value + Math.max(0, directive.value().indexOf(preset.value()));
    int end = start + preset.value().length();
    problems.report(
        DiagnosticCode.UNKNOWN_PRESET,
        start,
        end,
        "the preset \""
            + preset
            + "\" is not defined"
            + nearest.map(near -> "; did you mean \"" + near + "\"?").orElse("")
            + "; define it under \"presets\" in the settings or name another",
        nearest
            .map(near -> new Fix[] {problems.replace("Write " + near, start, end, near)})
            .orElse(new Fix[0]));
  }

  private void fits(DraftStep step, Role role) {
    List<PresetName> named = List.copyOf(new LinkedHashSet<>(step.agents));
    step.agents.clear();
    step.agents.addAll(named);
    switch (role) {
      case PLAN, BUILD -> single(step, role);
      case REVIEW -> {
        if (named.isEmpty()) {
          step.agents.addAll(reviewers.isEmpty() ? List.of(new PresetName("reviewer")) : reviewers);
        }
      }
      case CHECK -> check(step);
    }
    if (role != Role.CHECK && step.says(Name.RUN)) {
      at(
          step,
          Name.RUN,
          DiagnosticCode.RUN_WITHOUT_CHECK,
          "only a check step runs a command; add role: check, or use verify in a build step");
    }
    withoutEffect(step, role);
    commands(step);
  }

  private void single(DraftStep step, Role role) {
    if (step.agents.isEmpty()) {
      PresetRoles.standard(role).ifPresent(step.agents::add);
    }
    if (step.agents.size() > 1) {
      at(
          step,
          step.says(Name.AGENTS) ? Name.AGENTS : Name.AGENT,
          DiagnosticCode.SEVERAL_AGENTS,
          "only reviewers work several at a time; a " + word(role) + " step has one agent");
    }
  }

  private void check(DraftStep step) {
    if (!step.agents.isEmpty()) {
      Name said = step.says(Name.AGENT) ? Name.AGENT : Name.AGENTS;
      at(
          step,
          said,
          DiagnosticCode.DIRECTIVE_WITHOUT_EFFECT,
          "\"" + said + "\" is without effect: a check step runs a command, no model");
      step.agents.clear();
    }
    if (step.run == null) {
      problems.report(
          DiagnosticCode.CHECK_WITHOUT_RUN,
          step.raw.start(),
          step.raw.headingEnd(),
          "a check step needs its command: <!-- run: COMMAND -->");
    }
  }

  private void withoutEffect(DraftStep step, Role role) {
    List<Name> useless =
        switch (role) {
          case PLAN -> List.of(Name.PLAN, Name.VERIFY, Name.ROUNDS, Name.FRESH);
          case BUILD -> List.of();
          case REVIEW -> List.of(Name.PLAN, Name.VERIFY, Name.FRESH);
          case CHECK -> List.of(Name.PLAN, Name.VERIFY, Name.ROUNDS, Name.FRESH, Name.BUDGET);
        };
    for (Name name : useless) {
      if (step.says(name)) {
        at(
            step,
            name,
            DiagnosticCode.DIRECTIVE_WITHOUT_EFFECT,
            "\"" + name + "\" is without effect in a " + word(role) + " step");
      }
    }
    if (useless.contains(Name.PLAN)) {
      step.plan = null;
    }
    if (useless.contains(Name.VERIFY)) {
      step.verify = new Verify.Inherit();
    }
  }

  private void commands(DraftStep step) {
    for (Name name : List.of(Name.VERIFY, Name.RUN)) {
      step.directive(name)
          .filter(directive -> !directive.value().equalsIgnoreCase("none"))
          .ifPresent(
              directive ->
                  command(
                      source.text(),
                      problems,
                      directive.valueRange().start().offset(),
                      directive.valueRange().end().offset()));
    }
  }

  /** Says that a template brings a command along, so that whoever uses it knows. */
  static void command(String text, Problems problems, int start, int end) {
    problems.report(
        DiagnosticCode.RUNS_COMMAND,
        start,
        end,
        "this command is run on your machine with your rights, and nobody asks you before");
    if (Placeholders.PATTERN.matcher(text).region(start, end).find()) {
      problems.report(
          DiagnosticCode.PLACEHOLDER_IN_COMMAND,
          start,
          end,
          "placeholders are not filled in commands, where a ticket's words could be run; use the"
              + " environment: TERCET_TASK_ID");
    }
  }

  private void at(DraftStep step, Name name, DiagnosticCode code, String message) {
    Directive directive = step.directive(name).orElseThrow();
    problems.report(
        code, directive.range().start().offset(), directive.range().end().offset(), message);
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
