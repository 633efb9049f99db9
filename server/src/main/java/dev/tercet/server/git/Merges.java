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
    if (repository.isAncestor(request.head(), request.onto())) {
      return new Nothing();
    }
    return switch (request.strategy()) {
      case MERGE -> merge(request, List.of(request.onto(), request.head()));
      case SQUASH -> merge(request, List.of(request.onto()));
      case REBASE -> rebase(request.head(), request.onto());
    };
  }

  /**
   * Makes the commits that a branch has and another commit has not again on top of that commit,
   * oldest first; merges among them and commits that change nothing there are left out.
   */
  public MergeResult rebase(CommitId head, CommitId onto) {
    CommitId tip = onto;
    for (LoggedCommit commit : repository.log(onto, head)) {
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
    return tip.equals(onto) && !repository.isAncestor(onto, head)
        ? new Nothing()
        : new Clean(tip, treeOf(tip));
  }

  /**
   * Takes back what one commit made of another: for a merge, its first parent and itself; for a
   * revert that is to be taken back, its parent and itself.
   *
   * @param onto the target's commit
   */
  public MergeResult undo(Change change, CommitId onto, String message, List<Trailer> trailers) {
    return switch (trees.apply(change.after(), onto, change.before())) {
      case ThreeWay.Clean(var tree) when tree.equals(treeOf(onto)) -> new Nothing();
      case ThreeWay.Clean(var tree) ->
          new Clean(
              commits.write(tree, List.of(onto), CommitRequest.text(message, trailers)), tree);
      case ThreeWay.Conflicting(var paths, var evidence, _) -> new Conflict(paths, evidence);
    };
  }

  /**
   * The commit once more, with the same parents and words, but without a folder; the commit itself
   * where it has no such folder.
   */
  public CommitId without(CommitId commit, String folder) {
    String tree = treeOf(commit);
    String pruned = new Pruning(git, repository.dirs()).without(tree, folder);
    if (pruned.equals(tree)) {
      return commit;
    }
    LoggedCommit whole =
        LoggedCommit.parse(
            git.run(
                    GitCall.in(
                        repository.dirs(),
                        "log",
                        "-z",
                        "--max-count=1",
                        "--no-show-signature",
                        "--format=" + LoggedCommit.FORMAT,
                        commit.value(),
                        "--"))
                .fields()
                .getFirst());
    return commits.write(pruned, whole.parents(), whole.message(), authorOf(whole));
  }

  /** What lies between two commits of one history. */
  public record Change(CommitId before, CommitId after) {}

  private MergeResult merge(MergeRequest request, List<CommitId> parents) {
    return switch (trees.merge(request.onto(), request.head())) {
      case ThreeWay.Clean(var tree) ->
          new Clean(
              commits.write(
                  tree, parents, CommitRequest.text(request.message(), request.trailers())),
              tree);
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
    return Map.of(
        "GIT_AUTHOR_NAME", commit.author().name(),
        "GIT_AUTHOR_EMAIL", commit.author().email(),
        "GIT_AUTHOR_DATE", commit.at().getEpochSecond() + " +0000");
  }

  private String treeOf(CommitId commit) {
    return git.run(
            GitCall.in(repository.dirs(), "rev-parse", "--verify", commit.value() + "^{tree}"))
        .line();
  }
}
