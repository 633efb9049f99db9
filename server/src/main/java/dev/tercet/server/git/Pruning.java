package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes trees and branches that lack a folder, in an index of their own: no checkout is touched.
 */
final class Pruning {

  private final Git git;
  private final GitDirs dirs;

  Pruning(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  /** The tree without everything below the folder; the same tree where there is no such folder. */
  String without(String tree, String folder) {
    List<String> paths =
        git.run(GitCall.in(dirs, "ls-tree", "-r", "-z", "--name-only", tree, "--", folder + "/"))
            .fields();
    return paths.isEmpty() ? tree : written(tree, paths);
  }

  /**
   * The commits once more without the folder; what has no such folder in its history stays as it
   * is.
   *
   * @param log oldest first, with every parent before its children
   * @param head the last of them, or a commit before them when there are none
   */
  CommitId branch(List<LoggedCommit> log, CommitId head, String folder) {
    Map<CommitId, CommitId> again = new HashMap<>();
    for (LoggedCommit commit : log) {
      again.put(commit.id(), commit(commit, again, folder));
    }
    return again.getOrDefault(head, head);
  }

  private CommitId commit(LoggedCommit commit, Map<CommitId, CommitId> again, String folder) {
    String tree = treeOf(commit.id());
    String pruned = without(tree, folder);
    List<CommitId> parents =
        commit.parents().stream().map(parent -> again.getOrDefault(parent, parent)).toList();
    if (pruned.equals(tree) && parents.equals(commit.parents())) {
      return commit.id();
    }
    boolean emptied = parents.size() == 1 && pruned.equals(treeOf(parents.getFirst()));
    if (emptied) {
      return parents.getFirst();
    }
    Map<String, String> signed = new HashMap<>(commit.signedAs("AUTHOR"));
    signed.putAll(commit.signedAs("COMMITTER"));
    return new CommitWriter(git, dirs).write(pruned, parents, commit.message(), signed);
  }

  private String treeOf(CommitId commit) {
    return git.run(GitCall.in(dirs, "rev-parse", "--verify", commit.value() + "^{tree}")).line();
  }

  private String written(String tree, List<String> removed) {
    Path scratch = null;
    try {
      scratch = Files.createTempDirectory("tercet-pruning");
      Path index = scratch.resolve("index");
      git.run(GitCall.in(dirs, "read-tree", tree).index(index));
      git.run(
          GitCall.in(dirs, "update-index", "--force-remove", "-z", "--stdin")
              .index(index)
              .paths(removed));
      return git.run(GitCall.in(dirs, "write-tree").index(index)).line();
    } catch (IOException e) {
      throw new GitException("cannot make an index to leave files out of " + tree + ": " + e, e);
    } finally {
      if (scratch != null) {
        FileTree.delete(scratch);
      }
    }
  }
}
