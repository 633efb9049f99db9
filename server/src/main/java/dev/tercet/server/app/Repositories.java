package dev.tercet.server.app;

import dev.tercet.protocol.ProtocolError;
import dev.tercet.server.git.Git;
import dev.tercet.server.git.GitDirs;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.RepositorySearch;
import dev.tercet.server.git.Selection;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Task;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the repository that a client means, and opens the one that a task has. */
public final class Repositories {

  private final Git git;

  public Repositories(Git git) {
    this.git = git;
  }

  /** The repository that holds this absolute folder. */
  Repository find(String folder) {
    Path path = path(folder);
    try {
      return switch (Repository.find(git, path)) {
        case RepositorySearch.Found found -> found.repository();
        case RepositorySearch.Unusable(_, var message) ->
            throw Denied.because(ProtocolError.REPOSITORY, "unusable", message);
      };
    } catch (GitException failed) {
      throw Denied.because(ProtocolError.REPOSITORY, "git", String.valueOf(failed.getMessage()));
    }
  }

  /** A folder as a client names it: absolute, since nobody here knows where the client is. */
  static Path path(String folder) {
    Path path = Path.of(folder);
    if (!path.isAbsolute()) {
      throw Denied.because(
          ProtocolError.REPOSITORY,
          "not-absolute",
          "\"%s\" is not an absolute path".formatted(folder));
    }
    return path;
  }

  Repository of(Task task) {
    return Repository.open(
        git,
        new GitDirs(
            Path.of(task.charter().gitDir()),
            Path.of(task.charter().commonDir()),
            Path.of(task.charter().repository())));
  }

  /** The commit with this id in the task's repository; for null, the other one. */
  CommitId commit(Task task, @Nullable String id, CommitId otherwise) {
    if (id == null) {
      return otherwise;
    }
    if (!id.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw Denied.unknown(
          "\"%s\" is no commit's whole id".formatted(id.substring(0, Math.min(id.length(), 80))));
    }
    return switch (of(task).revision(id)) {
      case Selection.Selected(_, var commit) -> commit;
      case Selection.SelectedBranch(_, var commit) -> commit;
      case Selection.NotSelected _ ->
          throw Denied.unknown("the repository of %s has no commit %s".formatted(task.id(), id));
    };
  }

  /** The commit of a selection, or the error with its reason. */
  static CommitId commit(Selection selection) {
    return switch (selection) {
      case Selection.Selected(_, var commit) -> commit;
      case Selection.SelectedBranch(_, var commit) -> commit;
      case Selection.NotSelected(var reason) ->
          throw Denied.because(ProtocolError.REPOSITORY, "no-commit", reason);
    };
  }
}
