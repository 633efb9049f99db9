package dev.tercet.server.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The git-ignored files of the user's checkout that a new worktree needs to run, such as {@code
 * .env}.
 *
 * <p>They are copied, sharing their blocks where the file system can; never hard links, because an
 * edit in place would reach the user's file. What a commit has, or what has been changed in the
 * worktree since, is not overwritten; a file appears whole or not at all.
 */
public final class CopiedFiles {

  private final Git git;
  private final GitDirs dirs;

  CopiedFiles(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  /**
   * Copies what the patterns match and git ignores.
   *
   * @param patterns lines in the syntax of {@code .gitignore}, as in {@code .worktreeinclude}
   * @return the paths that are in the worktree now because they were copied, from its top; to be
   *     kept out of every commit
   */
  public List<String> copy(List<String> patterns, Worktree worktree) {
    Set<String> tracked =
        new HashSet<>(
            git.run(GitCall.in(worktree.dirs(dirs.commonDir()), "ls-files", "-z")).fields());
    List<String> copied = new ArrayList<>();
    for (String path : matching(patterns)) {
      if (!tracked.contains(path)
          && FileTree.isInside(worktree.directory(), path)
          && copy(dirs.workTree().resolve(path), worktree.directory().resolve(path))) {
        copied.add(path);
      }
    }
    return copied;
  }

  /** The git-ignored files of the user's checkout that the patterns match. */
  public List<String> matching(List<String> patterns) {
    if (patterns.stream().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
      return List.of();
    }
    Path file = null;
    try {
      file = Files.createTempFile("tercet-patterns", "");
      Files.write(file, patterns);
      Set<String> ignored = new HashSet<>(listed("--exclude-standard"));
      return listed("--exclude-from=" + file).stream()
          .filter(ignored::contains)
          .filter(path -> !path.endsWith("/"))
          .toList();
    } catch (IOException e) {
      throw new GitException("cannot write patterns for git: " + e, e);
    } finally {
      if (file != null) {
        FileTree.delete(file);
      }
    }
  }

  private List<String> listed(String exclude) {
    GitOutput output = git.run(GitCall.in(dirs, "ls-files", "-o", "-i", "-z", exclude).overFiles());
    if (!output.out().isWhole()) {
      throw new GitException(
          "listing the ignored files of " + dirs.workTree() + ": there are too many", null);
    }
    return output.fields();
  }

  private static boolean copy(Path from, Path to) {
    try {
      BasicFileAttributes source =
          Files.readAttributes(from, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!source.isRegularFile() && !source.isSymbolicLink()) {
        return false;
      }
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
      Files.createDirectories(to.getParent());
      Path part = to.resolveSibling(to.getFileName() + ".tercet-part");
      Files.copy(
          from,
          part,
          LinkOption.NOFOLLOW_LINKS,
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      throw new GitException("cannot copy " + from + " to " + to + ": " + e, e);
    }
  }
}
