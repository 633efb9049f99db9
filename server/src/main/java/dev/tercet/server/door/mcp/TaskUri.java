package dev.tercet.server.door.mcp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URIs of what tasks have made. Strict: what has a percent sign, a dot segment or any other
 * character than names have is no URI of ours, so that no path can be smuggled in.
 *
 * @param part which part of the task
 * @param name of the artifact or number of the run; empty for other parts
 */
record TaskUri(String task, Part part, String name) {

  static final String INBOX = "tercet://inbox";
  static final String BOARD = "ui://tercet/board";

  private static final Pattern FORM =
      Pattern.compile(
          "tercet://task/([a-z0-9-]{1,100})(?:/(diff|review|artifact/([A-Za-z0-9_-][A-Za-z0-9._-]{0,99})"
              + "|run/([0-9]{1,9})))?");

  /** What of a task can be read. */
  enum Part {
    TASK,
    DIFF,
    REVIEW,
    ARTIFACT,
    RUN
  }

  static Optional<TaskUri> parse(String uri) {
    Matcher matcher = FORM.matcher(uri);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String task = matcher.group(1);
    String rest = matcher.group(2);
    if (rest == null) {
      return Optional.of(new TaskUri(task, Part.TASK, ""));
    }
    if (matcher.group(3) != null) {
      return Optional.of(new TaskUri(task, Part.ARTIFACT, matcher.group(3)));
    }
    if (matcher.group(4) != null) {
      return Optional.of(new TaskUri(task, Part.RUN, matcher.group(4)));
    }
    return Optional.of(new TaskUri(task, rest.equals("diff") ? Part.DIFF : Part.REVIEW, ""));
  }

  static String of(String task) {
    return "tercet://task/" + task;
  }

  static String artifact(String task, String name) {
    return of(task) + "/artifact/" + name;
  }

  /** Those that may have changed when the task has. */
  static List<String> allOf(String task) {
    return List.of(
        of(task),
        of(task) + "/diff",
        of(task) + "/review",
        artifact(task, "spec.md"),
        artifact(task, "plan.md"),
        artifact(task, "review.md"));
  }
}
