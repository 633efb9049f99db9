package dev.tercet.server.git;

import dev.tercet.server.git.Creation.BranchTaken;
import dev.tercet.server.git.Creation.DirectoryTaken;
import dev.tercet.server.git.Creation.Ready;
import dev.tercet.server.git.Removal.NotOurs;
import dev.tercet.server.git.Removal.Removed;
import dev.tercet.server.git.Removal.Uncommitted;
import dev.tercet.server.git.Removal.Unmerged;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The linked checkouts of a repository: one for each task, one for reviewers, one for the merge
 * train.
 *
 * <p>Every method can be called again after a crash and adopts what it finds. Calls for different
 * worktrees may run at once; calls for the same one are the caller's to serialise.
 */
public final class Worktrees {

  private static final int NAMES = 20;

  private final Git git;
  private final Repository repository;
  private final GitDirs dirs;

  Worktrees(Git git, Repository repository) {
    this.git = git;
    this.repository = repository;
    this.dirs = repository.dirs();
  }

  /**
   * Creates a task's worktree on a branch of its own, {@code tercet/{task}} or the next free name
   * after it.
   *
   * @param directory absolute; its parents are created
   */
  public Creation create(TaskId task, CommitId base, Path directory) {
    List<WorktreeEntry> entries = WorktreeEntry.list(git, dirs);
    Optional<WorktreeEntry> entry = entryAt(directory, entries);
    if (entry.isPresent()) {
      return adopt(task, base, directory, entry.get());
    }
    String taken = inTheWay(directory);
    if (taken != null) {
      return new DirectoryTaken(directory, taken);
    }
    BranchName branch = claimBranch(task, base, entries);
    if (branch == null) {
      return new BranchTaken(names(task).getFirst());
    }
    return new Ready(add(directory, branch, branch.value()), false);
  }

  /** Checks the branch out again where the folder of a worktree of ours was deleted by hand. */
  public Creation restore(Worktree worktree) {
    BranchName branch = worktree.branch();
    if (branch == null) {
      return new DirectoryTaken(worktree.directory(), "it had no branch to check out again");
    }
    Optional<WorktreeEntry> entry = entryAt(worktree.directory());
    if (entry.isPresent() && exists(worktree.directory())) {
      return new Ready(worktree, true);
    }
    String taken = inTheWay(worktree.directory());
    if (taken != null) {
      return new DirectoryTaken(worktree.directory(), taken);
    }
    entry.ifPresent(gone -> forget(worktree.directory()));
    return new Ready(add(worktree.directory(), branch, branch.value()), false);
  }

  /** Checks a branch out again in a new worktree. */
  public Creation restore(BranchName branch, Path directory) {
    Optional<WorktreeEntry> entry = entryAt(directory);
    if (entry.isPresent() && exists(directory)) {
      return new Ready(new Worktree(directory, gitDirOf(directory), branch), true);
    }
    String taken = inTheWay(directory);
    if (taken != null) {
      return new DirectoryTaken(directory, taken);
    }
    entry.ifPresent(gone -> forget(directory));
    return new Ready(add(directory, branch, branch.value()), false);
  }

  /**
   * A checkout of exactly one commit without a branch, for reviewers and for the merge train; one
   * that is there already is brought to the commit, and what was changed in it is lost.
   *
   * @param directory in the daemon's own home: a folder that is no checkout is what is left of one
   *     whose making or removal was cut short, and makes room
   */
  public Creation detached(Path directory, CommitId commit) {
    Optional<WorktreeEntry> entry = entryAt(directory);
    if (entry.isPresent() && exists(directory)) {
      Worktree worktree = new Worktree(directory, gitDirOf(directory), null);
      repository.workingTree(worktree).reset(commit, List.of());
      return new Ready(worktree, true);
    }
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      FileTree.delete(directory);
    }
    String taken = inTheWay(directory);
    if (taken != null) {
      return new DirectoryTaken(directory, taken);
    }
    entry.ifPresent(gone -> forget(directory));
    return new Ready(add(directory, null, commit.value()), false);
  }

  /**
   * Removes a worktree whose work is in the target already.
   *
   * @param target the commit that must have all of the branch's work
   * @param copied paths that were copied in and are nobody's work
   */
  public Removal remove(Worktree worktree, TaskId task, CommitId target, List<String> copied) {
    if (exists(worktree.directory())) {
      List<String> uncommitted =
          repository.workingTree(worktree).status(copied).changes().stream()
              .map(WorkingChange::path)
              .toList();
      if (!uncommitted.isEmpty()) {
        return new Uncommitted(uncommitted);
      }
    }
    BranchName branch = worktree.branch();
    Optional<CommitId> head = branch == null ? Optional.empty() : repository.head(branch);
    if (head.isPresent() && !repository.isAncestor(head.get(), target)) {
      return new Unmerged(repository.log(target, head.get()).size());
    }
    return removeWithWork(worktree, task);
  }

  /**
   * Removes a worktree because a human said so by name. The branch's commits stay reachable through
   * {@code refs/tercet/trash/{task}}; what was not committed is lost.
   */
  public Removal removeWithWork(Worktree worktree, TaskId task) {
    String strange = notOurs(worktree);
    if (strange != null) {
      return new NotOurs(strange);
    }
    Optional<String> trash = keep(worktree.branch(), task);
    FileTree.delete(worktree.directory());
    forget(worktree.directory());
    BranchName branch = worktree.branch();
    if (branch != null && repository.head(branch).isPresent()) {
      git.run(GitCall.in(dirs, "update-ref", "-d", branch.ref()));
    }
    return new Removed(trash);
  }

  /** Removes a worktree whose files are all committed; its branch stays as it is. */
  public Removal removeKeepingBranch(Worktree worktree) {
    return removeDetached(worktree);
  }

  /** Removes a checkout without a branch; nothing in it is anybody's work. */
  public Removal removeDetached(Worktree worktree) {
    String strange = notOurs(worktree);
    if (strange != null) {
      return new NotOurs(strange);
    }
    FileTree.delete(worktree.directory());
    forget(worktree.directory());
    return new Removed(Optional.empty());
  }

  /** Keeps a folder of worktrees inside the checkout out of the user's status; idempotent. */
  public void exclude(String pattern) {
    Path file = dirs.commonDir().resolve("info").resolve("exclude");
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      if (text.lines().anyMatch(pattern::equals)) {
        return;
      }
      Files.createDirectories(file.getParent());
      String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
      FileTree.replace(file, text + separator + pattern + "\n");
    } catch (IOException e) {
      throw new GitException("cannot write \"" + pattern + "\" to " + file + ": " + e, e);
    }
  }

  private Creation adopt(TaskId task, CommitId base, Path directory, WorktreeEntry entry) {
    BranchName branch = entry.branch().orElse(null);
    if (branch == null || !names(task).contains(branch)) {
      return new DirectoryTaken(
          directory,
          "it is a worktree of " + (branch == null ? "no branch" : "the branch " + branch));
    }
    if (!exists(directory)) {
      forget(directory);
      return new Ready(add(directory, branch, branch.value()), false);
    }
    Worktree worktree = new Worktree(directory, gitDirOf(directory), branch);
    finishCheckout(worktree, base);
    return new Ready(worktree, true);
  }

  /** An earlier try may have been killed while git was still writing files. */
  private void finishCheckout(Worktree worktree, CommitId base) {
    Path marker = worktree.gitDir().resolve("locked");
    boolean unfinished = Files.exists(marker) || !Files.exists(worktree.gitDir().resolve("index"));
    if (!unfinished) {
      return;
    }
    try {
      new StaleLocks(worktree.dirs(dirs.commonDir())).remove();
      Files.deleteIfExists(marker);
    } catch (IOException e) {
      throw new GitException("cannot unlock " + worktree.directory() + ": " + e, e);
    }
    repository.workingTree(worktree).reset(base, List.of());
  }

  private Worktree add(Path directory, @Nullable BranchName branch, String checkedOut) {
    try {
      Files.createDirectories(directory.getParent());
    } catch (IOException e) {
      throw new GitException("cannot create " + directory.getParent() + ": " + e, e);
    }
    List<String> arguments = new ArrayList<>(List.of("worktree", "add", "--quiet"));
    if (branch == null) {
      arguments.add("--detach");
    }
    arguments.addAll(List.of(directory.toString(), checkedOut));
    git.run(GitCall.in(dirs, arguments).overCheckout());
    return new Worktree(directory, gitDirOf(directory), branch);
  }

  /** The first free name; a name whose branch is at the base and checked out nowhere is free. */
  private @Nullable BranchName claimBranch(
      TaskId task, CommitId base, List<WorktreeEntry> entries) {
    for (BranchName name : names(task)) {
      Optional<CommitId> head = repository.head(name);
      boolean checkedOut = entries.stream().anyMatch(e -> e.branch().equals(Optional.of(name)));
      if (head.equals(Optional.of(base)) && !checkedOut) {
        return name;
      }
      if (head.isEmpty() && !isFolderOrFile(name) && create(name, base)) {
        return name;
      }
    }
    return null;
  }

  private boolean create(BranchName name, CommitId base) {
    return repository.moveRef(name.ref(), Optional.empty(), base);
  }

  /**
   * Whether a branch's name cannot be used because another has it as a folder, or is its folder.
   */
  private boolean isFolderOrFile(BranchName name) {
    int slash = name.value().indexOf('/');
    if (slash > 0
        && repository.head(new BranchName(name.value().substring(0, slash))).isPresent()) {
      return true;
    }
    return !git.run(GitCall.in(dirs, "for-each-ref", "--count=1", name.ref() + "/"))
        .text()
        .isEmpty();
  }

  private static List<BranchName> names(TaskId task) {
    Stream<String> wanted =
        Stream.concat(
            Stream.of("tercet/" + task),
            Stream.iterate(2, n -> n + 1).limit(NAMES).map(n -> "tercet/" + task + "-" + n));
    return Stream.concat(wanted, Stream.of("tercet-" + task)).map(BranchName::new).toList();
  }

  /** Keeps a branch under {@code refs/tercet/trash/{task}}, and nowhere else. */
  public Optional<String> trash(BranchName branch, TaskId task) {
    Optional<String> kept = keep(branch, task);
    if (repository.head(branch).isPresent()) {
      git.run(GitCall.in(dirs, "update-ref", "-d", branch.ref()));
    }
    return kept;
  }

  private Optional<String> keep(@Nullable BranchName branch, TaskId task) {
    Optional<CommitId> head = branch == null ? Optional.empty() : repository.head(branch);
    String ref = "refs/tercet/trash/" + task;
    if (head.isEmpty()) {
      return repository.ref(ref).map(kept -> ref);
    }
    git.run(GitCall.in(dirs, "update-ref", "-m", "tercet: removed", ref, head.get().value()));
    return Optional.of(ref);
  }

  private Optional<WorktreeEntry> entryAt(Path directory) {
    return entryAt(directory, WorktreeEntry.list(git, dirs));
  }

  private static Optional<WorktreeEntry> entryAt(Path directory, List<WorktreeEntry> entries) {
    Path real = FileTree.real(directory);
    return entries.stream()
        .filter(entry -> entry.directory().equals(directory) || entry.directory().equals(real))
        .findFirst();
  }

  /** Drops git's entry of a worktree; its files are gone already. */
  private void forget(Path directory) {
    if (entryAt(directory).isPresent()) {
      git.run(
          GitCall.in(
                  dirs,
                  "worktree",
                  "remove",
                  "--force",
                  "--force",
                  FileTree.real(directory).toString())
              .overFiles());
    }
  }

  private static @Nullable String inTheWay(Path directory) {
    if (!exists(directory)) {
      return null;
    }
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return "it is a file or a symbolic link";
    }
    try (Stream<Path> content = Files.list(directory)) {
      return content.findAny().isPresent() ? "it is a folder with something in it" : null;
    } catch (IOException e) {
      return "it cannot be read: " + e.getMessage();
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Why the directories of a worktree cannot be trusted to be deleted; null when they can. */
  private @Nullable String notOurs(Worktree worktree) {
    if (Files.isSymbolicLink(worktree.directory())) {
      return worktree.directory() + " was replaced by a symbolic link";
    }
    if (!worktree.gitDir().startsWith(dirs.commonDir().resolve("worktrees"))
        || worktree.directory().equals(dirs.workTree())) {
      return worktree.directory() + " is no linked worktree of " + dirs.workTree();
    }
    return null;
  }

  /** The entry that git made for a worktree, found from git's side, where an agent cannot write. */
  Path gitDirOf(Path directory) {
    Path marker = FileTree.real(directory).resolve(".git");
    Path entries = dirs.commonDir().resolve("worktrees");
    try (Stream<Path> candidates = Files.list(entries)) {
      return candidates
          .filter(
              candidate ->
                  FileTree.firstLine(candidate.resolve("gitdir")).equals(marker.toString()))
          .findFirst()
          .orElseThrow(
              () ->
                  new GitException("git has no worktree at " + directory + " in " + entries, null));
    } catch (IOException e) {
      throw new GitException("cannot list git's worktrees in " + entries + ": " + e, e);
    }
  }
}
