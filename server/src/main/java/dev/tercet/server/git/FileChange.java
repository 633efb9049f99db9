package dev.tercet.server.git;

import java.util.OptionalInt;

/**
 * How one file differs between two commits.
 *
 * @param path where it is now, or was if it was deleted
 * @param oldPath where it was; the same unless it was renamed or copied
 * @param added lines; empty for a binary file
 * @param removed lines; empty for a binary file
 */
public record FileChange(
    Kind kind, String path, String oldPath, OptionalInt added, OptionalInt removed) {

  /** What happened to the file. */
  public enum Kind {
    ADDED,
    MODIFIED,
    DELETED,
    RENAMED,
    COPIED,
    TYPE_CHANGED;

    static Kind of(char letter) {
      return switch (letter) {
        case 'A' -> ADDED;
        case 'D' -> DELETED;
        case 'R' -> RENAMED;
        case 'C' -> COPIED;
        case 'T' -> TYPE_CHANGED;
        default -> MODIFIED;
      };
    }
  }
}
