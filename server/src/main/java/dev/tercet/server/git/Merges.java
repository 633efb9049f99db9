package dev.tercet.server.git;

import dev.tercet.server.git.MergeResult.Clean;
import dev.tercet.server.git.MergeResult.Conflict;
import dev.tercet.server.git.MergeResult.Nothing;
import dev.tercet.server.workflow.CommitId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges, rebases and reverts, made of objects: the result is a commit that no branch is at yet, to
 * be verified in a scratch checkout and then given to {@link Targets}. May be used from any thread.
 */
public final class Merges {

  private final Git git;
  private final Repository repository;
  private final ThreeWay trees;
  private final CommitWriter commits;

  Merges(Git git, Repository repository) {
    this.git = git;
    this.repository = repository;
    this.trees = new ThreeWay(git, repository.dirs());
    this.commits = new CommitWriter(git, repository.dirs());
  }

  /** Merges a branch onto a target's commit by the wanted strategy. */
  public MergeResult merge(MergeRequest request) {
    if (repository.isAncestor(request.head(), request.onto())
        || request.head().equals(request.since())) {
      return new Nothing();
    }
    return switch (request.strategy()) {
      case MERGE -> merge(request, List.of(request.onto(), request.head()));
      case SQUASH -> merge(request, List.of(request.onto()));
      case REBASE -> {
        MergeResult rebased = replay(notIn(request), request.onto());
        yield rebased instanceof Clean(var tip, _) && tip.equals(request.onto())
            ? new Nothing()
            : rebased;
      }
    };
  }

  private List<LoggedCommit> notIn(MergeRequest request) {
    CommitId since = request.since();
    return repository.log(
        since == null ? List.of(request.onto()) : List.of(request.onto(), since), request.head());
  }

  /**
   * Makes the commits that a branch has and another commit has not again on top of that commit,
   * oldest first; merges among them and commits that change nothing there are left out.
   */
  public MergeResult rebase(CommitId head, CommitId onto) {
    return switch (replay(repository.log(onto, head), onto)) {
      case Clean(var tip, _) when tip.equals(onto) && !repository.isAncestor(onto, head) ->
          new Nothing();
      case MergeResult result -> result;
    };
  }

  private MergeResult replay(List<LoggedCommit> log, CommitId onto) {
    CommitId tip = onto;
    for (LoggedCommit commit : log) {
      if (commit.parents().size() > 1) {
        continue;
      }
      switch (replay(commit, tip)) {
        case Clean clean -> tip = clean.commit();
        case Conflict conflict -> {
          return conflict;
        }
        case Nothing _ -> {}
      }
    }
    return new Clean(tip, treeOf(tip));
  }

  /**
   * Takes back what one commit made of another: for a merge, whatever its strategy, what the target
   * was before and became by it; for a revert that is to be taken back, its parent and itself.
   *
   * @param onto the target's commit
   */
  public MergeResult undo(Change change, CommitId onto, String message) {
    return switch (trees.apply(change.after(), onto, change.before())) {
      case ThreeWay.Clean(var tree) when tree.equals(treeOf(onto)) -> new Nothing();
      case ThreeWay.Clean(var tree) ->
          new Clean(
              commits.write(tree, List.of(onto), CommitRequest.text(message, List.of())), tree);
      case ThreeWay.Conflicting(var paths, var evidence, _) -> new Conflict(paths, evidence);
    };
  }

  /**
   * A branch once more without a folder: in none of the commits that it has and {@code since} has
   * not, and without those that changed nothing else. The same branch always gives the same
   * commits; the branch itself where the folder is in none of them.
   */
  public CommitId without(CommitId since, CommitId head, String folder) {
    return new Pruning(git, repository.dirs()).branch(repository.log(since, head), head, folder);
  }

  /** The commit once more, with the same tree and parents, and these trailers at its end. */
  public CommitId sealed(CommitId commit, List<Trailer> trailers) {
    LoggedCommit whole = repository.read(commit);
    return commits.write(
        treeOf(commit), whole.parents(), whole.messageWith(trailers), authorOf(whole));
  }

  /** Whether a commit has all of a branch's change, so that merging it would change nothing. */
  public boolean isIn(CommitId head, CommitId commit) {
    return trees.merge(commit, head) instanceof ThreeWay.Clean(var tree)
        && tree.equals(treeOf(commit));
  }

  /** What lies between two commits of one history. */
  public record Change(CommitId before, CommitId after) {}

  private MergeResult merge(MergeRequest request, List<CommitId> parents) {
    CommitId since = request.since();
    ThreeWay.Outcome outcome =
        since == null
            ? trees.merge(request.onto(), request.head())
            : trees.apply(since, request.onto(), request.head());
    return switch (outcome) {
      case ThreeWay.Clean(var tree)
          when parents.size() == 1 && tree.equals(treeOf(request.onto())) ->
          new Nothing();
      case ThreeWay.Clean(var tree) ->
          new Clean(
              commits.write(tree, parents, CommitRequest.text(request.message(), List.of())), tree);
      case ThreeWay.Conflicting(var paths, var evidence, _) -> new Conflict(paths, evidence);
    };
  }

  private MergeResult replay(LoggedCommit commit, CommitId onto) {
    Optional<CommitId> parent = commit.parents().stream().findFirst();
    if (parent.isEmpty()) {
      throw new GitException(
          "rebasing " + commit.id() + " onto " + onto + ": it has no history in common", null);
    }
    if (parent.get().equals(onto)) {
      return new Clean(commit.id(), treeOf(commit.id()));
    }
    return switch (trees.apply(parent.get(), onto, commit.id())) {
      case ThreeWay.Clean(var tree) when tree.equals(treeOf(onto)) -> new Nothing();
      case ThreeWay.Clean(var tree) ->
          new Clean(commits.write(tree, List.of(onto), commit.message(), authorOf(commit)), tree);
      case ThreeWay.Conflicting(var paths, var evidence, _) -> new Conflict(paths, evidence);
    };
  }

  private static Map<String, String> authorOf(LoggedCommit commit) {
    return commit.signedAs("AUTHOR");
  }

  private String treeOf(CommitId commit) {
    return git.run(
            GitCall.in(repository.dirs(), "rev-parse", "--verify", commit.value() + "^{tree}"))
        .line();
  }
}
