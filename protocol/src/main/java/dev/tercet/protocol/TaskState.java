package dev.tercet.protocol;

/**
 * What a task is doing, as one word for programs and one line for people.
 *
 * @param text the headline: {@code building 3/5}, {@code needs you: approve spec.md}
 */
public record TaskState(Kind kind, String text) {

  /** The word for programs. {@code WAITING}: at least one decision is open. */
  public enum Kind {
    QUEUED,
    PREPARING,
    PLANNING,
    BUILDING,
    REVIEWING,
    CHECKING,
    WAITING,
    READY,
    MERGING,
    MERGED,
    PAUSED,
    TAKEN_OVER,
    FAILED,
    UNDONE,
    ABANDONED
  }
}
