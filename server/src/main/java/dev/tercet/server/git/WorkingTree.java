package dev.tercet.server.git;

import dev.tercet.server.git.CommitResult.Committed;
import dev.tercet.server.git.CommitResult.Hit;
import dev.tercet.server.git.CommitResult.NoIdentity;
import dev.tercet.server.git.CommitResult.NothingChanged;
import dev.tercet.server.git.CommitResult.OffBranch;
import dev.tercet.server.git.CommitResult.Withheld;
import dev.tercet.server.git.PartialResult.Conflicting;
import dev.tercet.server.git.PartialResult.NoPartial;
import dev.tercet.server.git.PartialResult.Restored;
import dev.tercet.server.process.Captured;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of one checkout: what changed, committing it, saving and resetting it.
 *
 * <p>Calls for the same checkout are the caller's to serialise.
 */
public final class WorkingTree {

  private static final Duration FILES_TIMEOUT = Duration.ofMinutes(10);
  private static final int MAX_MEASURED = 2_000_000;
  private static final int MOST_TAKEN_BACK = 1_000;

  private final Git git;
  private final Repository repository;
  private final GitDirs dirs;
  private final @Nullable BranchName branch;

  WorkingTree(Git git, Repository repository, GitDirs dirs, @Nullable BranchName branch) {
    this.git = git;
    this.repository = repository;
    this.dirs = dirs;
    this.branch = branch;
  }

  /** Where its files are. */
  public Path directory() {
    return dirs.workTree();
  }

  /** The git directory that it shares with the repository's other checkouts. */
  public Path commonDir() {
    return dirs.commonDir();
  }

  /**
   * How these files differ from the last commit, new ones included, as a patch; its middle is cut
   * where it is longer than the limit in bytes. The checkout stays as it is.
   */
  public Captured patch(List<String> only, int limit) {
    CommitId head = head();
    try (Snapshot files = Snapshot.take(git, dirs, head, only, List.of())) {
      return git.run(
              GitCall.in(
                      dirs,
                      "diff-tree",
                      "-r",
                      "--patch",
                      "--no-ext-diff",
                      "--no-textconv",
                      "--no-renames",
                      head.value(),
                      files.tree(),
                      "--")
                  .outputLimit(limit))
          .out();
    }
  }

  /** The commit that is checked out. */
  public CommitId head() {
    return new CommitId(
        git.run(GitCall.in(dirs, "rev-parse", "--verify", "--end-of-options", "HEAD^{commit}"))
            .line());
  }

  /**
   * What differs from the last commit.
   *
   * @param except files and folders to pass over, such as those copied in
   */
  public WorkingStatus status(List<String> except) {
    Set<String> passedOver = new HashSet<>(except);
    WorkingStatus all = status(git, dirs, dirs.gitDir().resolve("index"));
    return new WorkingStatus(
        all.changes().stream().filter(c -> !FileTree.covers(passedOver, c.path())).toList(),
        all.nested().stream().filter(path -> !FileTree.covers(passedOver, path)).toList());
  }

  /** Commits on the worktree's branch, as the user. Hooks, signing and filters do not run. */
  public CommitResult commit(CommitRequest request) {
    BranchName ours = branch;
    String found = checkedOut();
    if (ours == null || !found.equals(ours.ref())) {
      return new OffBranch(found);
    }
    if (repository.identity().isEmpty()) {
      return new NoIdentity(
          "git does not know who you are: set it with git config --global user.name \"Your Name\""
              + " and git config --global user.email you@example.com");
    }
    CommitId head = head();
    new StaleLocks(dirs).remove();
    try (Snapshot files = Snapshot.take(git, dirs, head, request.only(), request.except())) {
      String tree = files.tree();
      if (tree.equals(treeOf(head)) && parents(head, ours).size() == 1) {
        files.keep();
        return new NothingChanged(head);
      }
      List<Hit> hits = files.screen(request.screening());
      if (!hits.isEmpty()) {
        return new Withheld(hits);
      }
      CommitId commit =
          commitTree(
              tree, parents(head, ours), CommitRequest.text(request.message(), request.trailers()));
      if (!repository.moveRef(ours.ref(), Optional.of(head), commit)) {
        throw new GitException(
            "committing in " + dirs.workTree() + ": " + ours + " was moved meanwhile", null);
      }
      files.keep();
      endIntegration(ours);
      return new Committed(commit);
    }
  }

  /**
   * Makes files again of commits that somebody else made on the branch: it ends at the newest
   * commit of ours once more, the files stay as they are. Does nothing where another branch is
   * checked out.
   *
   * @param known a commit of ours, for where none is left in the branch's history
   * @return whether there were any
   */
  public boolean takeBack(CommitId known, Predicate<CommitId> isOurs) {
    BranchName ours = branch;
    if (ours == null || !checkedOut().equals(ours.ref())) {
      return false;
    }
    CommitId head = head();
    if (isOurs.test(head)) {
      return false;
    }
    new StaleLocks(dirs).remove();
    CommitId last = recent(head).stream().filter(isOurs).findFirst().orElse(known);
    if (!repository.moveRef(ours.ref(), Optional.of(head), last)) {
      throw new GitException(
          "taking back commits in " + dirs.workTree() + ": " + ours + " was moved meanwhile", null);
    }
    run("reset", "--mixed", "--quiet", "--no-refresh", last.value());
    return true;
  }

  private List<CommitId> recent(CommitId head) {
    return run("rev-list", "--first-parent", "--max-count=" + MOST_TAKEN_BACK, head.value())
        .lines()
        .stream()
        .map(CommitId::new)
        .toList();
  }

  /**
   * Takes another commit's history into the branch. Without a conflict that is a commit; with one
   * the files hold the marks, nothing is committed, and the next {@link #commit} has both as its
   * parents. What was not committed is lost.
   */
  public Integration integrate(CommitId other, String message, List<Trailer> trailers) {
    BranchName ours = requireBranch();
    CommitId head = head();
    if (repository.isAncestor(other, head)) {
      return new Integration.TakenIn(head);
    }
    return switch (new ThreeWay(git, dirs).merge(head, other)) {
      case ThreeWay.Clean(var tree) -> {
        CommitId merged =
            commitTree(tree, List.of(head, other), CommitRequest.text(message, trailers));
        reset(merged, List.of());
        yield new Integration.TakenIn(merged);
      }
      case ThreeWay.Conflicting(var paths, _, var tree) -> {
        reset(head, List.of());
        run("update-ref", "-m", "tercet: integrating", integratingRef(ours), other.value());
        run("read-tree", "-m", "-u", head.value(), tree);
        run("reset", "--mixed", "--quiet", "--no-refresh", head.value());
        yield new Integration.Conflicting(head, paths);
      }
    };
  }

  private BranchName requireBranch() {
    if (branch == null) {
      throw new IllegalStateException(dirs.workTree() + " has no branch to take anything into");
    }
    return branch;
  }

  private List<CommitId> parents(CommitId head, BranchName ours) {
    Optional<CommitId> other = repository.ref(integratingRef(ours));
    return other.isPresent() && !repository.isAncestor(other.get(), head)
        ? List.of(head, other.get())
        : List.of(head);
  }

  private void endIntegration(BranchName ours) {
    if (repository.ref(integratingRef(ours)).isPresent()) {
      run("update-ref", "-d", integratingRef(ours));
    }
  }

  private static String integratingRef(BranchName branch) {
    return "refs/tercet/integrating/" + branch;
  }

  /**
   * Keeps what is not committed, new files included, under {@code refs/tercet/partial/{run}}. The
   * checkout stays as it is.
   *
   * @return the commit that holds it; empty when there was nothing to keep
   */
  public Optional<CommitId> savePartial(RunId run, List<String> except) {
    CommitId head = head();
    try (Snapshot files = Snapshot.take(git, dirs, head, List.of(), except)) {
      String tree = files.tree();
      if (tree.equals(treeOf(head))) {
        return Optional.empty();
      }
      CommitId commit = commitTree(tree, List.of(head), "Partial work of " + run + "\n");
      git.run(
          GitCall.in(dirs, "update-ref", "-m", "tercet: partial", partialRef(run), commit.value()));
      return Optional.of(commit);
    }
  }

  /** What was kept of a run. */
  public Optional<CommitId> partial(RunId run) {
    return repository.ref(partialRef(run));
  }

  /** Brings kept work back as uncommitted changes on top of what is checked out, which is clean. */
  public PartialResult restorePartial(RunId run) {
    Optional<CommitId> partial = partial(run);
    if (partial.isEmpty()) {
      return new NoPartial();
    }
    CommitId head = head();
    CommitId base = new CommitId(run("rev-parse", partial.get().value() + "^").line());
    return switch (new ThreeWay(git, dirs).apply(base, head, partial.get())) {
      case ThreeWay.Clean(var tree) -> {
        run("read-tree", "-m", "-u", head.value(), tree);
        run("reset", "--mixed", "--quiet", "--no-refresh", head.value());
        yield new Restored(partial.get());
      }
      case ThreeWay.Conflicting conflict -> new Conflicting(conflict.paths());
    };
  }

  /**
   * Puts the worktree on its branch at a commit. Changes and new files are lost, ignored files
   * stay.
   *
   * @param except files and folders that stay, such as those copied in
   */
  public void reset(CommitId commit, List<String> except) {
    new StaleLocks(dirs).remove();
    FileTree.delete(dirs.gitDir().resolve("rebase-merge"));
    FileTree.delete(dirs.gitDir().resolve("rebase-apply"));
    BranchName ours = branch;
    if (ours == null) {
      run("update-ref", "--no-deref", "-m", "tercet", "HEAD", commit.value());
    } else {
      run("symbolic-ref", "-m", "tercet", "HEAD", ours.ref());
    }
    forgetHidden();
    run("reset", "--hard", "--quiet", commit.value());
    removeUntracked(except);
  }

  /**
   * What a task has no business to do, looked for after each of its steps.
   *
   * @param except files and folders to pass over, such as those copied in
   */
  public List<BoundaryFinding> inspect(CommitId base, List<String> except) {
    Boundary boundary = new Boundary(git, dirs);
    List<BoundaryFinding> findings = new ArrayList<>(boundary.gitFile());
    BranchName ours = branch;
    if (ours != null && !checkedOut().equals(ours.ref())) {
      findings.add(
          new BoundaryFinding(
              BoundaryFinding.Kind.OFF_BRANCH,
              "",
              "not " + ours + " is checked out but " + checkedOut()));
    }
    findings.addAll(boundary.submodules(base, head()));
    findings.addAll(boundary.nested(base, except));
    return findings;
  }

  /** What the files take on disk, ignored ones included. */
  public DiskUse diskUse() {
    return FileTree.measure(dirs.workTree(), MAX_MEASURED);
  }

  /** The lock that keeps git from changing this checkout, if there is one. */
  public Optional<HeldLock> lock() {
    return new StaleLocks(dirs).held();
  }

  static WorkingStatus status(Git git, GitDirs dirs, Path index) {
    List<WorkingChange> changes = new ArrayList<>();
    List<String> nested = new ArrayList<>();
    GitOutput output =
        git.run(
            GitCall.in(
                    dirs,
                    "status",
                    "--porcelain=v2",
                    "-z",
                    "--untracked-files=all",
                    "--ignore-submodules=all",
                    "--no-renames",
                    "--no-ahead-behind")
                .index(index)
                .overFiles()
                .timeout(FILES_TIMEOUT));
    if (!output.out().isWhole()) {
      throw new GitException(
          "reading the changes of " + dirs.workTree() + ": there are too many", null);
    }
    for (String record : output.fields()) {
      WorkingChange change = WorkingChange.parse(record);
      if (change.path().endsWith("/")) {
        nested.add(change.path().substring(0, change.path().length() - 1));
      } else {
        changes.add(change);
      }
    }
    return new WorkingStatus(changes, nested);
  }

  CommitId commitTree(String tree, List<CommitId> parents, String message) {
    return new CommitWriter(git, dirs).write(tree, parents, message);
  }

  private String treeOf(CommitId commit) {
    return run("rev-parse", "--verify", commit.value() + "^{tree}").line();
  }

  /** The ref that is checked out, or the word HEAD. */
  String checkedOut() {
    GitOutput head = git.run(GitCall.in(dirs, "symbolic-ref", "--quiet", "HEAD").expecting(0, 1));
    return head.succeeded() ? head.line() : "HEAD";
  }

  /**
   * Takes off the marks that hide files from being reset. An index that cannot be read at all is
   * dropped: resetting writes a new one.
   */
  private void forgetHidden() {
    GitOutput refreshed =
        git.run(
            GitCall.in(dirs, "update-index", "-q", "--really-refresh")
                .overFiles()
                .timeout(FILES_TIMEOUT)
                .expecting(0, 1, 128));
    if (refreshed.exitCode() == 128) {
      FileTree.delete(dirs.gitDir().resolve("index"));
    }
  }

  private void removeUntracked(List<String> except) {
    Set<String> kept = new HashSet<>(except);
    for (WorkingChange change : status(git, dirs, dirs.gitDir().resolve("index")).changes()) {
      if (change.kind() == WorkingChange.Kind.UNTRACKED && !FileTree.covers(kept, change.path())) {
        FileTree.deleteWithEmptyParents(dirs.workTree(), change.path());
      }
    }
  }

  private GitOutput run(String... arguments) {
    return git.run(GitCall.in(dirs, arguments).overFiles().timeout(FILES_TIMEOUT));
  }

  private static String partialRef(RunId run) {
    return "refs/tercet/partial/" + run;
  }
}
