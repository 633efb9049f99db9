package dev.tercet.server.workflow;

import java.util.List;
import java.util.Optional;

/** Whether a step's {@code when} lets it run. */
final class Conditions {

  private Conditions() {}

  /** The first condition that does not hold, in words. */
  static Optional<String> failing(Task task, Step step) {
    return step.conditions().stream()
        .filter(condition -> !holds(task, condition))
        .map(Conditions::words)
        .findFirst();
  }

  private static boolean holds(Task task, Condition condition) {
    return switch (condition) {
      case Condition.Changed(var glob) ->
          task.workspace().changed().stream().anyMatch(path -> Glob.matches(glob, path));
      case Condition.Touches(var glob) -> footprint(task).stream().anyMatch(t -> meets(glob, t));
      case Condition.Label(var name) -> task.charter().ticket().labels().contains(name);
      case Condition.Not(var other) -> !holds(task, other);
    };
  }

  private static List<String> footprint(Task task) {
    return task.artifacts().values().stream()
        .flatMap(artifact -> artifact.touches().stream())
        .toList();
  }

  private static boolean meets(String glob, String touched) {
    return Glob.matches(glob, touched) || Glob.matches(touched, glob);
  }

  private static String words(Condition condition) {
    return switch (condition) {
      case Condition.Changed(var glob) -> "nothing that matches " + glob + " has changed";
      case Condition.Touches(var glob) -> "the spec does not touch " + glob;
      case Condition.Label(var name) -> "the ticket is not labelled " + name;
      case Condition.Not(Condition.Changed(var glob)) ->
          "something that matches " + glob + " has changed";
      case Condition.Not(Condition.Touches(var glob)) -> "the spec touches " + glob;
      case Condition.Not(Condition.Label(var name)) -> "the ticket is labelled " + name;
      case Condition.Not(Condition.Not(var inner)) -> words(inner);
    };
  }
}
