package dev.tercet.server.git;

import dev.tercet.server.git.MoveResult.Dirty;
import dev.tercet.server.git.MoveResult.Filtered;
import dev.tercet.server.git.MoveResult.Locked;
import dev.tercet.server.git.MoveResult.Moved;
import dev.tercet.server.git.MoveResult.Stale;
import dev.tercet.server.git.MoveResult.UntrackedInTheWay;
import dev.tercet.server.workflow.CommitId;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Moves branches that users work on, with the files where such a branch is checked out. */
public final class Targets {

  private final Git git;
  private final Repository repository;

  Targets(Git git, Repository repository) {
    this.git = git;
    this.repository = repository;
  }

  /**
   * Moves a branch forward. Where it is checked out, the files there move with it, if none of those
   * concerned has changes.
   *
   * @param expected where the branch was when the new commit was made on top of it
   */
  public MoveResult move(BranchName branch, CommitId expected, CommitId target) {
    Optional<CommitId> actual = repository.head(branch);
    if (actual.equals(Optional.of(target))) {
      return new Moved();
    }
    if (!actual.equals(Optional.of(expected)) || !repository.isAncestor(expected, target)) {
      return new Stale(actual);
    }
    Optional<GitDirs> checkout = checkoutOf(branch);
    if (checkout.isPresent()) {
      return moveChecked(branch, checkout.get(), expected, target);
    }
    return repository.moveRef(branch.ref(), Optional.of(expected), target)
        ? new Moved()
        : new Stale(repository.head(branch));
  }

  /** The checkout that a branch is checked out in, the user's own or a linked one. */
  Optional<GitDirs> checkoutOf(BranchName branch) {
    GitDirs dirs = repository.dirs();
    if (repository.checkedOutBranch().equals(Optional.of(branch))) {
      return Optional.of(dirs);
    }
    return WorktreeEntry.list(git, dirs).stream()
        .filter(entry -> entry.branch().equals(Optional.of(branch)))
        .filter(entry -> Files.exists(entry.directory().resolve(".git")))
        .map(
            entry ->
                new GitDirs(
                    repository.worktrees().gitDirOf(entry.directory()),
                    dirs.commonDir(),
                    entry.directory()))
        .findFirst();
  }

  private MoveResult moveChecked(
      BranchName branch, GitDirs checkout, CommitId expected, CommitId target) {
    Optional<HeldLock> lock = new StaleLocks(checkout).held();
    if (lock.isPresent()) {
      return new Locked(lock.get());
    }
    Set<String> concerned = new HashSet<>(repository.diffs().changedPaths(expected, target));
    List<String> dirty =
        WorkingTree.status(git, checkout, checkout.gitDir().resolve("index")).changes().stream()
            .filter(change -> change.kind() != WorkingChange.Kind.UNTRACKED)
            .map(WorkingChange::path)
            .filter(concerned::contains)
            .toList();
    if (!dirty.isEmpty()) {
      return new Dirty(dirty);
    }
    List<String> inTheWay = inTheWay(checkout.workTree(), expected, target);
    if (!inTheWay.isEmpty()) {
      return new UntrackedInTheWay(inTheWay);
    }
    List<String> filtered = filtered(checkout, concerned, target);
    if (!filtered.isEmpty()) {
      return new Filtered(filtered);
    }
    return fastForward(branch, checkout, target);
  }

  private MoveResult fastForward(BranchName branch, GitDirs checkout, CommitId target) {
    try {
      git.run(
          GitCall.in(
                  checkout,
                  "merge",
                  "--ff-only",
                  "--quiet",
                  "--no-stat",
                  "--no-verify",
                  "--no-autostash",
                  "--no-overwrite-ignore",
                  target.value())
              .overCheckout());
      return new Moved();
    } catch (GitException e) {
      Optional<HeldLock> lock = new StaleLocks(checkout).held();
      if (lock.isPresent()) {
        return new Locked(lock.get());
      }
      Optional<CommitId> actual = repository.head(branch);
      if (actual.isEmpty() || !repository.isAncestor(actual.get(), target)) {
        return new Stale(actual);
      }
      throw e;
    }
  }

  /** What is in no commit and lies where the new commit has a new file. */
  private List<String> inTheWay(Path workTree, CommitId expected, CommitId target) {
    return repository.diffs().changes(expected, target).stream()
        .filter(
            change ->
                switch (change.kind()) {
                  case ADDED, RENAMED, COPIED -> true;
                  case MODIFIED, DELETED, TYPE_CHANGED -> false;
                })
        .flatMap(change -> obstacle(workTree, change.path()).stream())
        .distinct()
        .filter(path -> repository.objects().entry(expected, path).isEmpty())
        .toList();
  }

  /** What is in the place of a file, or where one of its folders must be. */
  private static Optional<String> obstacle(Path workTree, String path) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      Path folder = workTree.resolve(path.substring(0, slash));
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(path.substring(0, slash));
      }
    }
    return Files.exists(workTree.resolve(path), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(path)
        : Optional.empty();
  }

  /** Those among the files that the new commit's attributes give to a filter that is configured. */
  private List<String> filtered(GitDirs checkout, Set<String> paths, CommitId target) {
    Set<String> filters = SafeConfiguration.driversOf("filter", git.configuredKeys(checkout));
    if (filters.stream().allMatch("lfs"::equals)) {
      return List.of();
    }
    return new Attributes(git, checkout).filtered(target, paths, filters);
  }
}
