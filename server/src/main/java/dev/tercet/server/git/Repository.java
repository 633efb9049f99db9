package dev.tercet.server.git;

import dev.tercet.server.git.Selection.NotSelected;
import dev.tercet.server.git.Selection.Selected;
import dev.tercet.server.git.Selection.SelectedBranch;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.EffectId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository, known by the directories of the user's checkout: its refs and its history.
 *
 * <p>Stateless: may be used from any thread. What changes refs does so only from an expected value.
 */
public final class Repository {

  private final Git git;
  private final GitDirs dirs;

  private Repository(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  /** The repository the journal recorded; nothing is searched for. */
  public static Repository open(Git git, GitDirs dirs) {
    return new Repository(git, dirs);
  }

  /** Searches from an absolute directory upwards. The only place that discovers a repository. */
  public static RepositorySearch find(Git git, Path anywhereInside) {
    return RepositoryFinder.find(git, anywhereInside);
  }

  /** The directories of the user's checkout, for the journal. */
  public GitDirs dirs() {
    return dirs;
  }

  /** Files and trees of commits. */
  public Objects objects() {
    return new Objects(git, dirs);
  }

  /** Differences between commits. */
  public Diffs diffs() {
    return new Diffs(git, dirs);
  }

  /** Creating, finding and removing linked checkouts. */
  public Worktrees worktrees() {
    return new Worktrees(git, this);
  }

  /** Reading, committing and resetting the files of a linked checkout. */
  public WorkingTree workingTree(Worktree worktree) {
    return new WorkingTree(git, this, worktree.dirs(dirs.commonDir()), worktree.branch());
  }

  /** What differs from the last commit in the user's own checkout, which is only ever looked at. */
  public WorkingStatus userStatus() {
    return WorkingTree.status(git, dirs, dirs.gitDir().resolve("index"));
  }

  /** Bringing git-ignored files of the user's checkout into worktrees. */
  public CopiedFiles copiedFiles() {
    return new CopiedFiles(git, dirs);
  }

  /** Merges, rebases and reverts, all made without touching a checkout. */
  public Merges merges() {
    return new Merges(git, this);
  }

  /** Moving the branches that users work on. */
  public Targets targets() {
    return new Targets(git, this);
  }

  /** Fetching and pushing. */
  public Remotes remotes() {
    return new Remotes(git, this);
  }

  /**
   * Which commit a task starts from when nobody says: the default remote's default branch, or HEAD.
   */
  public Selection base() {
    Optional<String> remoteBranch = remotes().defaultBranch();
    if (remoteBranch.isPresent()) {
      Selection selected = revision(remoteBranch.get());
      if (selected instanceof Selected) {
        return selected;
      }
    }
    return revision("HEAD");
  }

  /** The commit that a branch, tag or other revision stands for. */
  public Selection revision(String name) {
    if (name.isEmpty() || name.startsWith("-") || name.chars().anyMatch(c -> c < ' ')) {
      return new NotSelected("\"" + name + "\" is not a revision");
    }
    return resolve(name)
        .<Selection>map(commit -> new Selected(name, commit))
        .orElseGet(
            () ->
                new NotSelected(
                    "there is no commit \"" + name + "\": give a branch, a tag or a commit"));
  }

  /** Which branch a task is merged into when nobody says: the one checked out. */
  public Selection target() {
    Optional<BranchName> checkedOut = checkedOutBranch();
    if (checkedOut.isEmpty()) {
      return new NotSelected(
          "no branch is checked out in "
              + dirs.workTree()
              + " (HEAD is detached): say which branch the change is for");
    }
    return target(checkedOut.get());
  }

  /** A given branch as target. */
  public Selection target(BranchName branch) {
    return head(branch)
        .<Selection>map(commit -> new SelectedBranch(branch, commit))
        .orElseGet(() -> new NotSelected("there is no branch \"" + branch + "\" yet"));
  }

  /** The branch checked out in the user's checkout; empty when HEAD is detached. */
  public Optional<BranchName> checkedOutBranch() {
    GitOutput head = git.run(GitCall.in(dirs, "symbolic-ref", "--quiet", "HEAD").expecting(0, 1));
    return head.succeeded() && head.line().startsWith("refs/heads/")
        ? Optional.of(BranchName.ofRef(head.line()))
        : Optional.empty();
  }

  /** The last commit of a branch; empty when there is no such branch. */
  public Optional<CommitId> head(BranchName branch) {
    return resolve(branch.ref());
  }

  /** The commit a full ref stands for, such as one under {@code refs/tercet/}. */
  public Optional<CommitId> ref(String name) {
    return name.startsWith("refs/") ? resolve(name) : Optional.empty();
  }

  /**
   * Branches, tags and what replaces objects, by their full names, with the object each is at; not
   * what was fetched, nor what is kept under {@code refs/tercet/}.
   */
  public Map<String, CommitId> refs() {
    GitOutput output =
        git.run(
            GitCall.in(
                dirs,
                "for-each-ref",
                "--format=%(objectname) %(refname)",
                "refs/heads",
                "refs/tags",
                "refs/replace"));
    if (!output.out().isWhole()) {
      throw new GitException("listing the refs of " + dirs.workTree() + ": too many", null);
    }
    Map<String, CommitId> refs = new LinkedHashMap<>();
    for (String line : output.lines()) {
      int space = line.indexOf(' ');
      refs.put(line.substring(space + 1), new CommitId(line.substring(0, space)));
    }
    return refs;
  }

  /** Whether all of the first commit's history is part of the second's. */
  public boolean isAncestor(CommitId ancestor, CommitId descendant) {
    return git.run(
            GitCall.in(dirs, "merge-base", "--is-ancestor", ancestor.value(), descendant.value())
                .expecting(0, 1))
        .succeeded();
  }

  /** The commits that the second has and the first has not, oldest first, at most 10,000. */
  public List<LoggedCommit> log(CommitId since, CommitId head) {
    return log(List.of(since), head);
  }

  /** The commits that the last has and none of the others has, oldest first, at most 10,000. */
  List<LoggedCommit> log(List<CommitId> since, CommitId head) {
    List<String> range = new ArrayList<>(List.of("--reverse", "--topo-order", "--max-count=10000"));
    range.add(head.value());
    since.forEach(commit -> range.add("^" + commit.value()));
    return logged(range);
  }

  /**
   * The commits on the line of first parents that the second has and the first has not, oldest
   * first.
   */
  public List<LoggedCommit> firstParents(CommitId since, CommitId head) {
    return logged(
        List.of(
            "--reverse", "--first-parent", "--max-count=10000", head.value(), "^" + since.value()));
  }

  /** One commit, whole. */
  public LoggedCommit read(CommitId commit) {
    return logged(List.of("--max-count=1", commit.value())).getFirst();
  }

  private List<LoggedCommit> logged(List<String> selection) {
    List<String> arguments =
        new ArrayList<>(
            List.of("log", "-z", "--no-show-signature", "--format=" + LoggedCommit.FORMAT));
    arguments.addAll(selection);
    arguments.add("--");
    return git.run(GitCall.in(dirs, arguments)).fields().stream().map(LoggedCommit::parse).toList();
  }

  /** The last commit that both histories have; empty when they have none in common. */
  public Optional<CommitId> mergeBase(CommitId one, CommitId other) {
    GitOutput base =
        git.run(GitCall.in(dirs, "merge-base", one.value(), other.value()).expecting(0, 1));
    return base.succeeded() ? Optional.of(new CommitId(base.line())) : Optional.empty();
  }

  /** The commit that an effect made on a branch since its base, so that it is not made again. */
  public Optional<LoggedCommit> findByEffect(BranchName branch, EffectId effect, CommitId since) {
    return head(branch).flatMap(head -> findByEffect(head, effect, since));
  }

  /** The commit that an effect made, in the history of one commit and not of the other. */
  public Optional<LoggedCommit> findByEffect(CommitId head, EffectId effect, CommitId since) {
    return log(since, head).stream()
        .filter(commit -> commit.trailers().contains(new Trailer(Trailer.EFFECT, effect.value())))
        .findFirst();
  }

  /** Who the user's commits are by. */
  public Optional<Identity> identity() {
    GitOutput author = git.run(GitCall.in(dirs, "var", "GIT_AUTHOR_IDENT").expecting(0, 128));
    return author.succeeded() ? Optional.of(Identity.parse(author.line())) : Optional.empty();
  }

  /**
   * Points a ref somewhere else, if it is still where it was seen.
   *
   * @param expected empty when the ref must not exist
   * @return whether it moved
   */
  boolean moveRef(String ref, Optional<CommitId> expected, CommitId target) {
    String old = expected.map(CommitId::value).orElse("0".repeat(target.value().length()));
    try {
      git.run(GitCall.in(dirs, "update-ref", "-m", "tercet", ref, target.value(), old));
      return true;
    } catch (GitException e) {
      if (resolve(ref).equals(expected)) {
        throw e;
      }
      return false;
    }
  }

  private Optional<CommitId> resolve(String name) {
    GitOutput output =
        git.run(
            GitCall.in(
                    dirs,
                    "rev-parse",
                    "--verify",
                    "--quiet",
                    "--end-of-options",
                    name + "^{commit}")
                .expecting(0, 1, 128));
    return output.succeeded() ? Optional.of(new CommitId(output.line())) : Optional.empty();
  }
}
