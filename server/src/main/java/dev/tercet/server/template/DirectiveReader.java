package dev.tercet.server.template;

import dev.tercet.server.template.Directive.Name;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Condition;
import dev.tercet.server.workflow.Durations;
import dev.tercet.server.workflow.Nearest;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Verify;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the values of a step's directives into the draft, each on its own. */
final class DirectiveReader {

  private static final Pattern PRESET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern NEXT_CONDITION =
      Pattern.compile("[,;]\\s{0,8}(?=(?:not|changed|touches|label)\\s)");
  private static final Pattern SEPARATOR = Pattern.compile("[,;]");
  private static final int MOST_NOTS = 8;

  private final Problems problems;

  DirectiveReader(Problems problems) {
    this.problems = problems;
  }

  void read(DraftStep step) {
    Set<Name> seen = EnumSet.noneOf(Name.class);
    for (Directive directive : step.directives) {
      Optional<Name> known = directive.known();
      if (known.isEmpty()) {
        unknown(directive);
      } else if (!seen.add(known.get()) && !known.get().isRepeatable()) {
        problems.report(
            DiagnosticCode.DUPLICATE_DIRECTIVE,
            directive.range().start().offset(),
            directive.range().end().offset(),
            "\"" + known.get() + "\" is said twice in this step; the first one holds");
      } else if (directive.value().isEmpty()) {
        bad(directive, "\"" + known.get() + "\" has no value", Optional.empty());
      } else {
        apply(step, known.get(), directive);
      }
    }
  }

  private void unknown(Directive directive) {
    Optional<String> nearest = Nearest.to(directive.name(), Name.words());
    int start = directive.nameRange().start().offset();
    int end = directive.nameRange().end().offset();
    problems.report(
        DiagnosticCode.UNKNOWN_DIRECTIVE,
        start,
        end,
        "\""
            + directive.name()
            + "\" is no directive and is without effect"
            + nearest.map(near -> "; did you mean \"" + near + "\"?").orElse(""),
        nearest
            .map(near -> new Fix[] {problems.replace("Write " + near, start, end, near)})
            .orElse(new Fix[0]));
  }

  private void apply(DraftStep step, Name name, Directive directive) {
    String value = directive.value();
    switch (name) {
      case AGENT, AGENTS -> presets(value, directive, step.agents::add);
      case ROLE -> role(directive, value).ifPresent(role -> step.role = role);
      case GATE, NEEDS -> {} // They speak of other steps, and are read when all steps are known.
      case PRODUCES -> files(value, directive, step.produces::add);
      case READS -> files(value, directive, step.reads::add);
      case PLAN -> files(value, directive, file -> step.plan = file);
      case VERIFY -> step.verify = verify(value);
      case RUN -> step.run = unquoted(value);
      case WHEN -> conditions(step, directive);
      case ROUNDS ->
          Amounts.count(value, 1, 20)
              .ifPresentOrElse(
                  count -> step.rounds = count,
                  () -> bad(directive, "rounds is a number from 1 to 20", Optional.empty()));
      case RETRIES ->
          Amounts.count(value, 0, 20)
              .ifPresentOrElse(
                  count -> step.retries = count,
                  () -> bad(directive, "retries is a number from 0 to 20", Optional.empty()));
      case TIMEOUT ->
          Durations.parse(value)
              .ifPresentOrElse(
                  span -> step.timeout = span,
                  () -> bad(directive, "a timeout is written 90s, 30m or 1h30m", Optional.empty()));
      case BUDGET ->
          Amounts.money(value)
              .ifPresentOrElse(
                  sum -> step.budget = sum,
                  () -> bad(directive, "a budget is US dollars: $3.00", Optional.empty()));
      case FRESH -> {
        switch (value.toLowerCase(Locale.ROOT)) {
          case "yes" -> step.fresh = true;
          case "no" -> step.fresh = false;
          default -> bad(directive, "fresh is yes or no", Nearest.to(value, List.of("yes", "no")));
        }
      }
    }
  }

  private void presets(String value, Directive directive, Consumer<PresetName> to) {
    for (String part : parts(value)) {
      if (PRESET.matcher(part).matches()) {
        to.accept(new PresetName(part));
      } else {
        bad(directive, "\"" + part + "\" is no preset's name", Optional.empty());
      }
    }
  }

  private void files(String value, Directive directive, Consumer<ArtifactName> to) {
    for (String part : parts(value)) {
      String name = part.replaceFirst("^\\{@artifacts_path\\}/", "");
      if (StepText.isFileName(name)) {
        to.accept(new ArtifactName(name));
      } else {
        bad(
            directive,
            "\"" + part + "\" is no artifact: it is the plain name of a file, such as spec.md",
            Optional.empty());
      }
    }
  }

  private Optional<Role> role(Directive directive, String value) {
    Optional<Role> role =
        Arrays.stream(Role.values()).filter(one -> one.name().equalsIgnoreCase(value)).findAny();
    if (role.isEmpty()) {
      List<String> words = List.of("plan", "build", "review", "check");
      bad(directive, "a role is plan, build, review or check", Nearest.to(value, words));
    }
    return role;
  }

  static Verify verify(String value) {
    return value.equalsIgnoreCase("none") ? new Verify.None() : new Verify.Command(unquoted(value));
  }

  private void conditions(DraftStep step, Directive directive) {
    for (String part : NEXT_CONDITION.split(directive.value(), -1)) {
      condition(part.strip(), 0)
          .ifPresentOrElse(
              step.conditions::add,
              () ->
                  bad(
                      directive,
                      "\""
                          + part
                          + "\" is no condition; write changed GLOB, touches GLOB, label NAME,"
                          + " or not before one of them",
                      Optional.empty()));
    }
  }

  private static Optional<Condition> condition(String text, int nots) {
    String[] words = text.split("\\s+", 2);
    if (words.length < 2 || words[1].isBlank() || nots > MOST_NOTS) {
      return Optional.empty();
    }
    String rest = unquoted(words[1].strip());
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "not" -> condition(rest, nots + 1).map(Condition.Not::new);
      case "changed" -> Optional.of(new Condition.Changed(rest));
      case "touches" -> Optional.of(new Condition.Touches(rest));
      case "label" -> Optional.of(new Condition.Label(rest));
      default -> Optional.empty();
    };
  }

  void bad(Directive directive, String reason, Optional<String> instead) {
    int start = directive.valueRange().start().offset();
    int end = directive.valueRange().end().offset();
    problems.report(
        DiagnosticCode.BAD_VALUE,
        start == end ? directive.range().start().offset() : start,
        end,
        reason + instead.map(word -> "; did you mean \"" + word + "\"?").orElse(""),
        instead
            .map(word -> new Fix[] {problems.replace("Write " + word, start, end, word)})
            .orElse(new Fix[0]));
  }

  /** The parts of a list, without empty ones and without backticks around them. */
  static List<String> parts(String value) {
    List<String> parts = new ArrayList<>();
    for (String part : SEPARATOR.split(value, -1)) {
      String bare = unquoted(part.strip());
      if (!bare.isEmpty()) {
        parts.add(bare);
      }
    }
    return parts;
  }

  /** Without the backticks that people put around what is code. */
  static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && value.startsWith("`")
            && value.endsWith("`")
            && value.indexOf('`', 1) == value.length() - 1;
    return quoted ? value.substring(1, value.length() - 1).strip() : value;
  }
}
