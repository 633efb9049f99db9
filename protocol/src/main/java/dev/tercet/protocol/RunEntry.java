package dev.tercet.protocol;

import java.time.Instant;

/**
 * One line of a transcript: what an agent said or did.
 *
 * @param text for people; may hold several lines; up to 64 KiB
 */
public record RunEntry(Instant at, Kind kind, String text) {

  /** What it is. */
  public enum Kind {
    PROMPT,
    TEXT,
    THOUGHT,
    TOOL,
    PLAN,
    QUESTION,
    PERMISSION,
    FINDING,
    USAGE,
    /** What the server has to say: verification, commit, retry. */
    NOTE,
    /** The program's error stream, or what was not understood. */
    DIAGNOSTIC,
    END
  }
}
