package dev.tercet.server.perform;

import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.Creation;
import dev.tercet.server.git.Git;
import dev.tercet.server.git.GitDirs;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.WorkingTree;
import dev.tercet.server.git.Worktree;
import dev.tercet.server.workflow.Charter;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where everything of a task is: its repository, its worktree, the reviewers' checkout, the
 * train's.
 *
 * <p>Nothing is discovered: the directories come from the journal.
 */
public final class Places {

  private final Git git;
  private final Path home;

  /**
   * @param home the daemon's own folder
   */
  public Places(Git git, Path home) {
    this.git = git;
    this.home = home;
  }

  Repository repository(Task task) {
    Charter charter = task.charter();
    return Repository.open(
        git,
        new GitDirs(
            Path.of(charter.gitDir()),
            Path.of(charter.commonDir()),
            Path.of(charter.repository())));
  }

  /** The task's worktree; only once it was made. */
  Worktree worktree(Task task) {
    String path = task.workspace().path();
    String gitDir = task.workspace().gitDir();
    if (path == null || gitDir == null) {
      throw new IllegalStateException("task " + task.id() + " has no worktree");
    }
    return new Worktree(Path.of(path), Path.of(gitDir), new BranchName(task.charter().branch()));
  }

  WorkingTree workingTree(Task task) {
    return repository(task).workingTree(worktree(task));
  }

  /** Whether somebody deleted the worktree that the task has. */
  boolean isGone(Task task) {
    String path = task.workspace().path();
    return path != null && !Files.isDirectory(Path.of(path));
  }

  /** Checks the branch out again where somebody deleted the worktree. */
  void bringBack(Task task) {
    if (isGone(task)
        && repository(task).worktrees().restore(worktree(task))
            instanceof Creation.DirectoryTaken(var where, var reason)) {
      throw new Commits.Refused(
          "the worktree is gone and cannot be made again at %s: %s".formatted(where, reason));
    }
  }

  /** The checkout that reviewers of a commit share. */
  Path reviewCheckout(Task task, CommitId commit) {
    return home.resolve("checkouts")
        .resolve(task.id().value())
        .resolve(commit.value().substring(0, 12));
  }

  /** The checkout that the train verifies in, one for each target. */
  Path trainCheckout(Task task) {
    String name =
        Integer.toHexString(
            (task.charter().repository() + "\n" + task.charter().target()).hashCode());
    return home.resolve("trains").resolve(name);
  }

  Path temp(RunId run) {
    return home.resolve("tmp").resolve(run.value());
  }

  /** Where a command of an effect has its temporary files. */
  Path temp(Task task, EffectId effect) {
    return home.resolve("tmp")
        .resolve(task.id() + "-" + effect.value().replaceAll("[^A-Za-z0-9.-]", "-"));
  }

  /** Where patches of what a run changed outside of the worktree are kept. */
  Path boundary(Task task) {
    return home.resolve("boundary").resolve(task.id().value());
  }

  /** What stands for the user's home in a cage: each use of a task has one of its own. */
  Path cageHome(Task task, String use) {
    return cageHomes(task).resolve(use);
  }

  /** All of them. */
  Path cageHomes(Task task) {
    return home.resolve("homes").resolve(task.id().value());
  }

  /**
   * Deletes a folder of what is short-lived. What cannot be deleted is left: it does no harm, and
   * goes with the task.
   */
  static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException leftBehind) {
      // A folder that the daemon may not empty holds nothing that anybody needs.
    }
  }

  /** The id that an effect has in a commit's trailer: unique over all tasks. */
  static EffectId trailer(Task task, EffectId effect) {
    return new EffectId(task.id() + "/" + effect);
  }

  /** Paths that are never committed: what was copied in, and aliases of artifacts. */
  public static List<String> uncommitted(Task task) {
    List<String> paths = new ArrayList<>(task.workspace().copied());
    paths.addAll(ArtifactFiles.aliases(task));
    return paths;
  }
}
