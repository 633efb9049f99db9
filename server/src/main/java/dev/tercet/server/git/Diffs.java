package dev.tercet.server.git;

import dev.tercet.server.process.Captured;
import dev.tercet.server.workflow.CommitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Differences between commits, without any program of the repository's configuration. */
public final class Diffs {

  private static final List<String> SAFE =
      List.of(
          "--no-ext-diff",
          "--no-textconv",
          "--no-color",
          "--ignore-submodules=none",
          "--full-index",
          "-O/dev/null");

  private final Git git;
  private final GitDirs dirs;

  Diffs(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  /** Every file that differs, renames found, with its count of lines. */
  public List<FileChange> changes(CommitId from, CommitId to) {
    Map<String, String[]> counts = counts(from, to);
    List<FileChange> changes = new ArrayList<>();
    List<String> fields = run(from, to, "--name-status", "-z", "-M").fields();
    int at = 0;
    while (at < fields.size()) {
      FileChange.Kind kind = FileChange.Kind.of(fields.get(at).charAt(0));
      boolean moved = kind == FileChange.Kind.RENAMED || kind == FileChange.Kind.COPIED;
      String oldPath = fields.get(at + 1);
      String path = moved ? fields.get(at + 2) : oldPath;
      String[] count = counts.getOrDefault(path, new String[] {"-", "-"});
      changes.add(new FileChange(kind, path, oldPath, number(count[0]), number(count[1])));
      at += moved ? 3 : 2;
    }
    return changes;
  }

  /** The paths that differ, both the old and the new of what was renamed. */
  public List<String> changedPaths(CommitId from, CommitId to) {
    return run(from, to, "--name-only", "-z", "--no-renames").fields();
  }

  /** The whole difference as text; its middle is cut where it is longer than the limit in bytes. */
  public Captured patch(CommitId from, CommitId to, int limit) {
    return patch(from, to, List.of(), limit);
  }

  /** The difference of some paths as text, cut like {@link #patch(CommitId, CommitId, int)}. */
  public Captured patch(CommitId from, CommitId to, List<String> paths, int limit) {
    List<String> arguments = arguments(from, to, "--patch", "-M", "-U3");
    arguments.addAll(paths);
    return git.run(GitCall.in(dirs, arguments).outputLimit(limit)).out();
  }

  /** Added and removed lines by path, as {@code --numstat -z} prints them. */
  private Map<String, String[]> counts(CommitId from, CommitId to) {
    Map<String, String[]> counts = new HashMap<>();
    List<String> fields = run(from, to, "--numstat", "-z", "-M").fields();
    for (int at = 0; at < fields.size(); at++) {
      String[] columns = fields.get(at).split("\t", 3);
      if (columns[2].isEmpty()) {
        // A renamed file: its old and new path follow as fields of their own.
        columns[2] = fields.get(at + 2);
        at += 2;
      }
      counts.put(columns[2], columns);
    }
    return counts;
  }

  private GitOutput run(CommitId from, CommitId to, String... options) {
    GitOutput output = git.run(GitCall.in(dirs, arguments(from, to, options)));
    if (!output.out().isWhole()) {
      throw new GitException(
          "comparing " + from + " with " + to + ": the list of files is too long to be read", null);
    }
    return output;
  }

  private static List<String> arguments(CommitId from, CommitId to, String... options) {
    List<String> arguments = new ArrayList<>(List.of("diff"));
    arguments.addAll(SAFE);
    arguments.addAll(List.of(options));
    arguments.addAll(List.of(from.value(), to.value(), "--"));
    return arguments;
  }

  private static OptionalInt number(String column) {
    return column.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(column));
  }
}
