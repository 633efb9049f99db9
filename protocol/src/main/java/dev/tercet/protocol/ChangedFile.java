package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One file of a change.
 *
 * @param path relative to the repository
 * @param added lines; null for a binary file
 * @param oldPath of a renamed file
 */
public record ChangedFile(
    String path,
    Status status,
    @Nullable Integer added,
    @Nullable Integer deleted,
    @Nullable String oldPath) {

  /** What happened to it. */
  public enum Status {
    ADDED,
    MODIFIED,
    DELETED,
    RENAMED,
    TYPE_CHANGED
  }
}
