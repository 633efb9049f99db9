package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task's branch changes against its base, artifacts excluded.
 *
 * @param head commit that was compared; null until there is one
 * @param uncommitted paths in the worktree that differ from it
 */
public record ChangeList(List<ChangedFile> files, List<String> uncommitted, @Nullable String head) {
  public ChangeList {
    files = List.copyOf(files);
    uncommitted = List.copyOf(uncommitted);
  }
}
