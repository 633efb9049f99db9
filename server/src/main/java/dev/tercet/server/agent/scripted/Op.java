package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.review.Severity;
import dev.tercet.server.workflow.Usage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a script: something the agent does. */
sealed interface Op {

  /** Where it stands in the script, from 1. */
  int line();

  /** Whether the turn is over after it, so that nothing behind it is played. */
  default boolean endsTurn() {
    return this instanceof End || this instanceof Hang || this instanceof Lie;
  }

  record Say(int line, Words text) implements Op {}

  record Think(int line, Words text) implements Op {}

  /** Fails the turn unless the prompt contains the text. */
  record Expect(int line, Words text) implements Op {}

  record Write(int line, Words file, Words content) implements Op {}

  record Append(int line, Words file, Words content) implements Op {}

  /** Replaces the one place where {@code before} stands. */
  record Edit(int line, Words file, Words before, Words after) implements Op {}

  record Delete(int line, Words file) implements Op {}

  /** Writes wherever it says, also outside of the directory. */
  record EscapeWrite(int line, Words file, Words content) implements Op {}

  /**
   * Runs a command line.
   *
   * @param must whether an exit code other than zero fails the turn
   */
  record Run(int line, Words command, boolean must) implements Op {}

  record Ask(int line, Words question, List<Words> options) implements Op {}

  record Find(
      int line,
      Severity severity,
      @Nullable Words file,
      @Nullable Integer startLine,
      @Nullable Integer endLine,
      Words claim,
      @Nullable Words symbol,
      @Nullable Words defectClass,
      @Nullable Words evidence,
      @Nullable Words suggestion,
      @Nullable Words probe)
      implements Op {}

  record FindMalformed(int line, Words text) implements Op {}

  record ItemDone(int line) implements Op {}

  record Plan(int line, List<Words> entries) implements Op {}

  record Used(int line, Usage usage) implements Op {}

  record Sleep(int line, Duration duration) implements Op {}

  /** Sends so much text. */
  record Flood(int line, int megabytes) implements Op {}

  /** Does nothing until it is cancelled or its time is over. */
  record Hang(int line) implements Op {}

  /** Claims that everything is done. */
  record Lie(int line) implements Op {}

  /** Ends the turn as a failure. */
  record End(int line, TurnResult.Cause cause, Words reason) implements Op {}
}
