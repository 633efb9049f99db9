package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files to read at once, as a commit has them.
 *
 * @param paths relative to the repository; at most 500
 * @param commit id; null is the head of the task's branch
 */
public record ReadContents(String task, List<String> paths, @Nullable String commit) {
  public ReadContents {
    paths = List.copyOf(paths);
  }
}
