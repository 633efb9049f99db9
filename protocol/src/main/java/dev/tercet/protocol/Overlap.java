package dev.tercet.protocol;

import java.util.List;

/**
 * Another live task that touches, or says that it will touch, the same paths.
 *
 * @param task the other one's id
 * @param paths relative to the repository; at most 50
 */
public record Overlap(String task, List<String> paths) {
  public Overlap {
    paths = List.copyOf(paths);
  }
}
