package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a commit's attributes say of files. */
final class Attributes {

  private final Git git;
  private final GitDirs dirs;

  Attributes(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  /** Those among the paths that have one of the filters at a commit. */
  List<String> filtered(CommitId commit, Collection<String> paths, Set<String> filters) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tercet-attributes");
      Path index = folder.resolve("index");
      git.run(GitCall.in(dirs, "read-tree", commit.value()).index(index));
      List<String> fields =
          git.run(
                  GitCall.in(dirs, "check-attr", "--cached", "-z", "--stdin", "filter")
                      .index(index)
                      .paths(paths))
              .fields();
      List<String> filtered = new ArrayList<>();
      for (int at = 0; at + 2 < fields.size(); at += 3) {
        if (filters.contains(fields.get(at + 2))) {
          filtered.add(fields.get(at));
        }
      }
      return filtered;
    } catch (IOException e) {
      throw new GitException("cannot read the attributes of " + commit + ": " + e, e);
    } finally {
      if (folder != null) {
        FileTree.delete(folder);
      }
    }
  }
}
