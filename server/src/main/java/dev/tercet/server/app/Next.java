package dev.tercet.server.app;

import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Hold;
import dev.tercet.server.workflow.Task;

/** What a task waits for and what to do about it, in one line. */
final class Next {

  private Next() {}

  static String of(Task task) {
    String id = task.id().value();
    return switch (task.hold()) {
      case Hold.Paused _ -> "paused: `tercet resume " + id + "`";
      case Hold.TakenOver _ ->
          "yours: work in %s, then `tercet handback %s`".formatted(task.workspace().path(), id);
      case Hold.Free _, Hold.HandingBack _, Hold.Rebasing _ ->
          task.decisions().values().stream()
              .findFirst()
              .map(decision -> of(id, decision))
              .orElseGet(() -> ofPhase(task));
    };
  }

  private static String of(String id, Decision decision) {
    return switch (decision) {
      case Decision.Approval approval ->
          "read %s and `tercet approve %s`, or `tercet reject %s \"…\"`"
              .formatted(approval.shown().artifact(), id, id);
      case Decision.Question question ->
          "`tercet answer %s \"…\"`: %s".formatted(id, question.text());
      case Decision.Findings _ ->
          "`tercet findings %s`, then accept, dismiss or push back each".formatted(id);
      case Decision.Merge merge ->
          merge.remarks().isEmpty()
              ? "`tercet merge " + id + "`"
              : "%s; then `tercet merge %s`".formatted(String.join("; ", merge.remarks()), id);
      case Decision.Problem problem -> {
        String first = problem.options().getFirst().name().toLowerCase(java.util.Locale.ROOT);
        yield "`tercet resolve %s %s %s`, for example: %s"
            .formatted(id, problem.id(), first, problem.reason());
      }
    };
  }

  private static String ofPhase(Task task) {
    return switch (task.phase()) {
      case QUEUED -> "waits to be started";
      case PREPARING, ACTIVE, MERGING, UNDOING -> "works; nothing is needed from you";
      case PUBLISHED -> "the pull request is open: " + task.landing().url();
      case MERGED -> "done; `tercet undo " + task.id() + "` takes it back";
      case ABANDONED -> "given up; its branch is kept: `tercet delete " + task.id() + "`";
      case DELETED -> "deleted; its branch is kept under " + task.workspace().trash();
    };
  }
}
