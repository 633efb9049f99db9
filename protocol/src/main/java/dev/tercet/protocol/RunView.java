package dev.tercet.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one agent at one step.
 *
 * @param step its id, as in {@link StepView}
 * @param agent what plays it, such as {@code claude} or {@code scripted}
 * @param startedAt 1970-01-01T00:00:00Z while it has not begun
 * @param endedAt null while it is at work
 * @param result what came of it, in a line; null while it is at work
 * @param waitsFor why it does not begin or end yet, such as {@code a free place
 *     (limits.concurrency: 4)}; null when nothing holds it up
 * @param commit that holds what it made; null when there is none
 * @param pass of the step, from 1
 */
public record RunView(
    String id,
    String step,
    String preset,
    String agent,
    State state,
    Instant startedAt,
    Usage usage,
    @Nullable Instant endedAt,
    @Nullable String result,
    @Nullable String waitsFor,
    @Nullable String commit,
    @Nullable Integer pass) {

  /** How it stands. {@code WAITING}: it asked something and ended its turn. */
  public enum State {
    RUNNING,
    WAITING,
    DONE,
    FAILED,
    CANCELLED,
    LOST
  }
}
