package dev.tercet.server.template;

import dev.tercet.server.template.TemplateScanner.ConfigurationLine;
import dev.tercet.server.workflow.MergeStrategy;
import dev.tercet.server.workflow.Nearest;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Verify;
import dev.tercet.server.workflow.WorkflowConfig;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the configuration lines of a template; mutable, confined to one parse. */
final class Configuration {

  /** Where artifacts are when a template does not say. */
  static final String DEFAULT_ARTIFACTS_PATH = ".tercet/tasks/{task_id}";

  private static final Pattern LINE =
      Pattern.compile("(\\*\\*|__)?([A-Za-z][A-Za-z ]{0,40})(\\*\\*|__)?:(\\*\\*|__)?[ \\t]*(.*)");
  private static final List<String> KEYS =
      List.of("Artifacts Path", "Base", "Verify", "Merge", "Budget", "Rounds", "Reviewers");
  private static final List<String> ARROWS = List.of("→", "->", "=>", "⇒");

  private final SourceText source;
  private final Problems problems;
  private final PresetRoles presets;
  private final Set<String> seen = new HashSet<>();
  private String artifactsPath = DEFAULT_ARTIFACTS_PATH;
  private String writtenPath = DEFAULT_ARTIFACTS_PATH;
  private @Nullable String base;
  private Verify verify = new Verify.Inherit();
  private @Nullable MergeStrategy merge;
  private @Nullable BigDecimal budget;
  private @Nullable Integer rounds;
  private final List<PresetName> reviewers = new ArrayList<>();

  /** A line's value and where it stands. */
  private record Value(String text, int start, int end) {}

  Configuration(SourceText source, Problems problems, PresetRoles presets) {
    this.source = source;
    this.problems = problems;
    this.presets = presets;
  }

  String artifactsPath() {
    return artifactsPath;
  }

  /** What stands after the arrow. */
  String writtenPath() {
    return writtenPath;
  }

  WorkflowConfig config() {
    return new WorkflowConfig(base, verify, merge, budget, rounds, reviewers);
  }

  void read(ConfigurationLine line) {
    String text = source.text().substring(line.start(), line.end()).stripTrailing();
    int indent = text.length() - text.stripLeading().length();
    Matcher found = LINE.matcher(text.strip());
    if (!found.matches()) {
      if (line.inSection()) {
        unknown(line, "this line configures nothing; write - **Base**: main");
      }
      return;
    }
    String key = found.group(2).strip().toLowerCase(Locale.ROOT);
    boolean known = KEYS.stream().anyMatch(one -> one.equalsIgnoreCase(key));
    boolean bold = found.group(1) != null;
    if (!known) {
      if (line.inSection()) {
        unknownKey(line.start() + indent + found.start(2), found.group(2).strip());
      }
      return;
    }
    if (!line.inSection() && !bold) {
      return;
    }
    int start = line.start() + indent + found.start(5);
    Value value = new Value(found.group(5), start, start + found.group(5).length());
    if (!seen.add(key)) {
      problems.report(
          DiagnosticCode.DUPLICATE_CONFIGURATION,
          line.start(),
          line.end(),
          "this is configured twice; the first line holds");
      return;
    }
    apply(key, value);
  }

  private void unknown(ConfigurationLine line, String message) {
    problems.report(DiagnosticCode.UNKNOWN_CONFIGURATION, line.start(), line.end(), message);
  }

  private void unknownKey(int start, String key) {
    Optional<String> nearest = Nearest.to(key, KEYS);
    int end = start + key.length();
    problems.report(
        DiagnosticCode.UNKNOWN_CONFIGURATION,
        start,
        end,
        "\""
            + key
            + "\" configures nothing; "
            + nearest
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("known are " + String.join(", ", KEYS)),
        nearest
            .map(near -> new Fix[] {problems.replace("Write " + near, start, end, near)})
            .orElse(new Fix[0]));
  }

  private void apply(String key, Value value) {
    String bare = DirectiveReader.unquoted(value.text().strip());
    if (bare.isEmpty()) {
      bad(value, "the line has no value");
      return;
    }
    switch (key) {
      case "artifacts path" -> artifactsPath(value);
      case "base" -> {
        if (bare.matches("[^\\s\\p{Cntrl}~^:?*\\[\\\\{}-][^\\s\\p{Cntrl}:?*\\[\\\\{}]{0,199}")) {
          base = bare;
        } else {
          bad(value, "a base is a branch, a tag or a commit, such as main");
        }
      }
      case "verify" -> verify(value);
      case "merge" -> merge(value, bare);
      case "budget" ->
          Amounts.money(bare)
              .ifPresentOrElse(
                  sum -> budget = sum, () -> bad(value, "a budget is US dollars: $3.00"));
      case "rounds" ->
          Amounts.count(bare, 1, 20)
              .ifPresentOrElse(
                  count -> rounds = count, () -> bad(value, "rounds is a number from 1 to 20"));
      case "reviewers" -> reviewers(value);
      default -> throw new IllegalStateException("a known key without a reader: " + key);
    }
  }

  private void artifactsPath(Value value) {
    StepText.unknownPlaceholders(source.text(), problems, value.start(), value.end());
    String path = value.text();
    for (String arrow : ARROWS) {
      int at = path.indexOf(arrow);
      if (at >= 0) {
        path = path.substring(at + arrow.length());
      }
    }
    String written = DirectiveReader.unquoted(path.strip());
    ArtifactsPath read = ArtifactsPath.parse(written);
    switch (read) {
      case ArtifactsPath.Bad(String reason) ->
          problems.report(DiagnosticCode.BAD_ARTIFACTS_PATH, value.start(), value.end(), reason);
      case ArtifactsPath.Good(String good, boolean ofTask) -> {
        artifactsPath = good;
        writtenPath = written;
        if (!ofTask) {
          problems.report(
              DiagnosticCode.SHARED_ARTIFACTS_PATH,
              value.start(),
              value.end(),
              "every task would write the same files, which conflict when the second one is"
                  + " merged; put {task_id} into the path");
        }
      }
    }
  }

  private void verify(Value value) {
    verify = DirectiveReader.verify(value.text().strip());
    if (verify instanceof Verify.Command) {
      Roles.command(source.text(), problems, value.start(), value.end());
    }
  }

  private void merge(Value value, String bare) {
    switch (bare.toLowerCase(Locale.ROOT)) {
      case "merge" -> merge = MergeStrategy.MERGE;
      case "squash" -> merge = MergeStrategy.SQUASH;
      case "rebase" -> merge = MergeStrategy.REBASE;
      default -> bad(value, "a merge is merge, squash or rebase");
    }
  }

  private void reviewers(Value value) {
    for (String name : DirectiveReader.parts(value.text())) {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
        bad(value, TemplateScanner.quoted(name) + " is no preset's name");
        continue;
      }
      PresetName preset = new PresetName(name);
      if (presets.binding(preset).isEmpty()) {
        problems.report(
            DiagnosticCode.UNKNOWN_PRESET,
            value.start(),
            value.end(),
            "the preset \"" + preset + "\" is not defined; define it in the settings");
      }
      if (!reviewers.contains(preset)) {
        reviewers.add(preset);
      }
    }
  }

  private void bad(Value value, String message) {
    problems.report(DiagnosticCode.BAD_CONFIGURATION, value.start(), value.end(), message);
  }
}
