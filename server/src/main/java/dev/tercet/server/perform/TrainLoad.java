package dev.tercet.server.perform;

import dev.tercet.server.git.MergeRequest;
import dev.tercet.server.git.MergeResult;
import dev.tercet.server.git.Merges;
import dev.tercet.server.git.Repository;
import dev.tercet.server.template.Placeholders;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.MergeStrategy;
import dev.tercet.server.workflow.Task;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the commits that are to go into a target: by the task's strategy, without its artifacts
 * where the settings drop them, and with the code of a merge that was undone.
 */
final class TrainLoad {

  private final Places places;
  private final WorktreeSettings settings;
  private final Comeback comeback;

  TrainLoad(Places places, WorktreeSettings settings, Comeback comeback) {
    this.places = places;
    this.settings = settings;
    this.comeback = comeback;
  }

  MergeResult onto(Task task, CommitId onto) {
    return switch (comeback.onto(task, onto)) {
      case MergeResult.Conflict conflict -> conflict;
      case MergeResult.Nothing _ -> merged(task, onto, null);
      case MergeResult.Clean back -> {
        MergeResult rest = merged(task, back.commit(), again(task));
        yield rest instanceof MergeResult.Nothing ? back : rest;
      }
    };
  }

  private MergeResult merged(Task task, CommitId start, @Nullable CommitId since) {
    return places
        .repository(task)
        .merges()
        .merge(
            new MergeRequest(
                start,
                delivered(places.repository(task), task, task.workspace().head()),
                since,
                task.charter().policy().strategy(),
                message(task)));
  }

  /** What has come back already, where the target's history does not tell. */
  private @Nullable CommitId again(Task task) {
    CommitId merged = task.landing().merged();
    Repository repository = places.repository(task);
    return merged != null
            && task.charter().policy().strategy() != MergeStrategy.MERGE
            && repository.isAncestor(merged, task.workspace().head())
        ? delivered(repository, task, merged)
        : null;
  }

  /** A commit of the branch as others get it: with artifacts, or without in all its history. */
  static CommitId delivered(Repository repository, Task task, CommitId head) {
    Merges merges = repository.merges();
    return task.charter().policy().keepArtifacts()
        ? head
        : merges.without(task.charter().base(), head, ArtifactFiles.home(task));
  }

  private String message(Task task) {
    return Placeholders.fill(
        settings.mergeMessage(task),
        Map.of(
            "title", task.charter().ticket().title(),
            "description", task.charter().ticket().description(),
            "task_id", task.id().value(),
            "branch", task.charter().branch()));
  }
}
