package dev.tercet.server.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one agent at one step, or at one item of it.
 *
 * @param cursor the item's index, 0 where a step has none
 * @param note what this run is told beyond the step: a correction, an answer, a red output
 * @param resumes the run whose context it continues, where that can be had
 * @param agent what did it, in words; null before it started
 * @param outcome null while it is queued or under way
 * @param waitsFor why it does not start, or end, in words; null when nothing holds it up
 * @param session what the agent needs to continue its context later
 */
public record RunRecord(
    RunId id,
    StepId step,
    PresetName preset,
    int pass,
    int cursor,
    Purpose purpose,
    @Nullable String note,
    @Nullable RunId resumes,
    @Nullable String waitsFor,
    @Nullable String agent,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable RunOutcome outcome,
    Usage usage,
    @Nullable String session) {

  public boolean isOpen() {
    return outcome == null;
  }

  RunRecord heldUp(String reason) {
    return new RunRecord(
        id, step, preset, pass, cursor, purpose, note, resumes, reason, agent, startedAt, null,
        null, usage, session);
  }

  RunRecord started(String by, Instant at) {
    return new RunRecord(
        id, step, preset, pass, cursor, purpose, note, resumes, null, by, at, null, null, usage,
        session);
  }

  RunRecord ended(RunOutcome how, Usage used, @Nullable String token, Instant at) {
    return new RunRecord(
        id, step, preset, pass, cursor, purpose, note, resumes, null, agent, startedAt, at, how,
        used, token);
  }
}
