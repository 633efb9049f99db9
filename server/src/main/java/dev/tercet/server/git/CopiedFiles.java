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
 * edit in place would reach the user's file. What a commit has is not overwritten, nor what was
 * changed in the worktree since the copying was finished once; until then everything is copied
 * again, because a crash may have cut a file short.
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
    return copyPaths(matching(patterns), worktree);
  }

  /** Copies exactly these files, such as those that were copied into another worktree before. */
  public List<String> copyPaths(List<String> paths, Worktree worktree) {
    Set<String> tracked = paths.isEmpty() ? Set.of() : tracked(worktree);
    Path finished = worktree.gitDir().resolve("tercet-copied");
    boolean isFirst = !Files.exists(finished);
    List<String> copied = new ArrayList<>();
    try {
      for (String path : paths) {
        Path to = worktree.directory().resolve(path);
        if (tracked.contains(path)
            || !FileTree.isInside(dirs.workTree(), path)
            || !FileTree.isInside(worktree.directory(), path)) {
          continue;
        }
        boolean isThere = Files.exists(to, LinkOption.NOFOLLOW_LINKS);
        if ((isThere && !isFirst) || copy(dirs.workTree().resolve(path), to)) {
          copied.add(path);
        }
      }
      Files.writeString(finished, "");
    } catch (IOException e) {
      throw new GitException("cannot copy to " + worktree.directory() + ": " + e, e);
    }
    return copied;
  }

  private Set<String> tracked(Worktree worktree) {
    GitCall list = GitCall.in(worktree.dirs(dirs.commonDir()), "ls-files", "-z");
    return new HashSet<>(git.run(list).fields());
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

  /** Whether there was something to copy: a file or a link, and no pipe or the like. */
  private static boolean copy(Path from, Path to) throws IOException {
    if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    BasicFileAttributes source =
        Files.readAttributes(from, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!source.isRegularFile() && !source.isSymbolicLink()) {
      return false;
    }
    Files.createDirectories(to.getParent());
    Files.copy(
        from,
        to,
        LinkOption.NOFOLLOW_LINKS,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
    return true;
  }
}
