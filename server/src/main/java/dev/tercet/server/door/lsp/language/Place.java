package dev.tercet.server.door.lsp.language;

import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a document is to Tercet, by where it lies. */
sealed interface Place {

  /**
   * A workflow template.
   *
   * @param root the folder that has {@code .tercet} or {@code .zenflow}; null for one that lies
   *     elsewhere
   */
  record Template(String name, @Nullable Path root) implements Place {}

  /** A settings file; {@code root} is null for the user's own. */
  record SettingsFile(@Nullable Path root, boolean foreign) implements Place {}

  /** A file that a task's step produced, in its worktree or where it was merged to. */
  record TaskFile(TaskId task, ArtifactName name) implements Place {}

  /** A page or a note that we wrote ourselves. */
  record Page(String name) implements Place {}

  /** Any other file. */
  record Code() implements Place {}
}
