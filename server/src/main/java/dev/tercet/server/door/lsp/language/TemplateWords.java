package dev.tercet.server.door.lsp.language;

import dev.tercet.server.template.Directive;
import dev.tercet.server.workflow.Gate;
import dev.tercet.server.workflow.Role;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the words of a template mean, as an editor tells it; docs/workflow-format.md in short. */
final class TemplateWords {

  private TemplateWords() {}

  static String meaning(Directive.Name name) {
    return switch (name) {
      case AGENT -> "the preset that does the step";
      case AGENTS -> "several reviewers, in parallel";
      case ROLE ->
          "`plan`, `build`, `review` or `check`: what the step may do, where the preset does not"
              + " say";
      case GATE ->
          "`approve FILE`, `findings` or `none`: what a person decides before the next step";
      case PRODUCES -> "the files that the step leaves, in place of what the text says";
      case READS -> "the files that the step is given, in place of what the text says";
      case PLAN -> "the file whose checkboxes a build step works through, one commit each";
      case VERIFY -> "a command that is run after each item and at the end, or `none`";
      case RUN -> "a command; makes the step a check: no model, the exit code decides";
      case NEEDS -> "runs as soon as these steps are done; otherwise after all above it";
      case WHEN ->
          "`changed GLOB`, `touches GLOB`, `label NAME`, `not …`: else the step is skipped";
      case ROUNDS -> "how many passes of review and build there are at most";
      case RETRIES -> "how many times a red verification goes back";
      case TIMEOUT -> "how long a run may take: `30m`";
      case BUDGET -> "what a run may cost: `$3.00`";
      case FRESH -> "`yes`: a context of its own for each plan item";
    };
  }

  /** What may follow, for the directives that have few values. */
  static List<String> values(Directive.Name name) {
    return switch (name) {
      case ROLE -> List.of("plan", "build", "review", "check");
      case GATE -> List.of("approve spec.md", "findings", "none");
      case VERIFY -> List.of("none");
      case WHEN -> List.of("changed ", "touches ", "label ", "not ");
      case ROUNDS, RETRIES -> List.of("1", "2", "3");
      case TIMEOUT -> List.of("30m", "1h");
      case BUDGET -> List.of("$1.00", "$3.00");
      case FRESH -> List.of("yes", "no");
      case PRODUCES, READS, PLAN -> List.of("spec.md", "plan.md", "review.md");
      case AGENT, AGENTS, RUN, NEEDS -> List.of();
    };
  }

  static boolean takesPresets(Directive.Name name) {
    return name == Directive.Name.AGENT || name == Directive.Name.AGENTS;
  }

  static String placeholder(String name) {
    return switch (name) {
      case "artifacts_path" -> "the folder of the task's artifacts";
      case "task_id" -> "the task's id";
      case "title" -> "the ticket's title";
      case "description" -> "the ticket's description";
      case "base" -> "the commit that the task starts from";
      case "branch" -> "the task's branch";
      case "worktree" -> "the task's worktree";
      case "step" -> "the step's name";
      case "spec" -> "the spec, which the step then reads";
      default -> "";
    };
  }

  static String word(Role role) {
    return switch (role) {
      case PLAN -> "plans: writes artifacts only";
      case BUILD -> "builds: writes code";
      case REVIEW -> "reviews: reports findings";
      case CHECK -> "checks: runs a command";
    };
  }

  static String gate(@Nullable Gate gate) {
    return switch (gate) {
      case null -> "none";
      case Gate.Approve(var artifact) -> "a person approves `" + artifact + "`";
      case Gate.Findings _ -> "a person judges the findings";
      case Gate.None _ -> "none";
    };
  }

  static String list(List<?> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
