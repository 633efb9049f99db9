package dev.tercet.server.perform;

import dev.tercet.server.review.Cluster;
import dev.tercet.server.workflow.Answered;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Verification;
import java.util.Locale;

/** The description of a pull request: what was asked, decided, found and verified. */
final class PullRequestText {

  private static final int MOST_SPEC = 30_000;

  /** Forges take 65,536 characters, and systems twice as many bytes in one argument. */
  private static final int MOST = 60_000;

  private PullRequestText() {}

  /**
   * The description, with the spec where there is one.
   *
   * @param spec the text of the approved artifact, empty when the workflow has none
   */
  static String of(Task task, String spec) {
    StringBuilder text = new StringBuilder(task.charter().ticket().description().strip());
    if (!spec.isBlank()) {
      text.append("\n\n<details><summary>Spec</summary>\n\n")
          .append(bounded(spec.strip(), MOST_SPEC));
      text.append("\n\n</details>\n");
    }
    if (!task.answers().isEmpty()) {
      text.append("\n## Decisions\n");
      for (Answered answered : task.answers()) {
        text.append("- ").append(answered.question()).append(" → ");
        text.append(answered.answer()).append('\n');
      }
    }
    if (!task.board().clusters().isEmpty()) {
      text.append("\n## Findings\n");
      for (Cluster cluster : task.board().clusters()) {
        text.append("- ").append(task.board().findings(cluster).getFirst().claim().text());
        text.append(" (")
            .append(cluster.standing().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .append(")\n");
      }
    }
    Verification latest = task.workspace().latest();
    if (latest != null) {
      text.append("\n## Verification\n`").append(latest.command()).append("`: ");
      text.append(latest.green() ? "green" : "red").append('\n');
    }
    return bounded(text.toString(), MOST);
  }

  private static String bounded(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "\n[…]";
  }
}
