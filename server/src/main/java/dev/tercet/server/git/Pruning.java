package dev.tercet.server.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes trees that lack a folder, in an index of their own: no checkout is touched. */
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
