package dev.tercet.server.perform;

import dev.tercet.server.workflow.Task;
import java.nio.file.Path;
import java.util.List;

/** What the settings say about worktrees, as they are now. */
public interface WorktreeSettings {

  /** The folder that tasks' worktrees are made in, absolute. */
  Path root(Task task);

  /** Patterns of git-ignored files to copy in. */
  List<String> copy(Task task);

  int firstPort(Task task);

  int lastPort(Task task);

  /** The message of the merge commit, a template with placeholders. */
  String mergeMessage(Task task);
}
