package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A file as a commit has it: one side of a diff.
 *
 * @param commit that was looked at
 * @param size bytes; 0 where it is absent or a submodule
 * @param text for {@code text}, {@code not-utf8} and {@code symlink}; null otherwise
 */
public record FileContent(String path, String commit, Kind kind, long size, @Nullable String text) {

  /** What is there. */
  public enum Kind {
    /** UTF-8. */
    TEXT,
    /** Text in another encoding; what could not be read is U+FFFD. */
    NOT_UTF8,
    /** Holds a NUL byte. */
    BINARY,
    /** More than 1 MiB. */
    TOO_LARGE,
    /** A symbolic link; the text is where it points. */
    SYMLINK,
    /** A repository of its own. */
    SUBMODULE,
    /** The commit has no such file: the empty side of an added or a deleted one. */
    ABSENT
  }
}
