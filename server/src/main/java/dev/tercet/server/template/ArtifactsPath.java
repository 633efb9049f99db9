package dev.tercet.server.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a template says about where artifacts are, judged: inside the worktree or not at all. */
sealed interface ArtifactsPath {

  /**
   * A path below the worktree's root.
   *
   * @param path with {@code /}, without one at either end; empty for the root itself
   * @param ofTask no two tasks share it
   */
  record Good(String path, boolean ofTask) implements ArtifactsPath {}

  record Bad(String reason) implements ArtifactsPath {}

  /** Folders that are the worktree itself, seen from the repository. */
  List<String> WORKTREES = List.of(".zenflow/worktrees/{task_id}", ".tercet/worktrees/{task_id}");

  static ArtifactsPath parse(String written) {
    String path = written.replace("{@task_id}", "{task_id}");
    if (path.isEmpty()) {
      return new Bad("the artifacts path is empty; write .tercet/tasks/{task_id}");
    }
    if (path.startsWith("/") || path.startsWith("~") || path.matches("[A-Za-z]:.*")) {
      return new Bad("the artifacts path is inside the worktree, so it is relative: " + written);
    }
    String fixed = path.replace("{task_id}", "");
    if (path.length() > 200 || fixed.matches("(?s).*[\\\\{}\\p{Cntrl}:*?\"<>|].*")) {
      return new Bad(
          "the artifacts path has plain folder names and {task_id}, nothing else: " + written);
    }
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        return new Bad("the artifacts path leads out of the worktree: " + written);
      }
      if (part.toLowerCase(Locale.ROOT).equals(".git")) {
        return new Bad("the artifacts path leads into git's own folder: " + written);
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return inWorktree(String.join("/", parts));
  }

  private static ArtifactsPath inWorktree(String path) {
    for (String worktree : WORKTREES) {
      if (path.equals(worktree)) {
        return new Good("", true);
      }
      if (path.startsWith(worktree + "/")) {
        String rest = path.substring(worktree.length() + 1);
        return new Good(rest, rest.contains("{task_id}"));
      }
    }
    return new Good(path, path.isEmpty() || path.contains("{task_id}"));
  }
}
