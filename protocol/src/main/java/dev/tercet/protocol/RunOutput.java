package dev.tercet.protocol;

import java.util.List;

/**
 * A part of a transcript. As the notification {@code tercet/run/output} it is what came since the
 * one before.
 *
 * @param from number of the first entry here
 * @param next number of the first entry that is not here
 * @param ended nothing will come after {@code next}
 */
public record RunOutput(String run, long from, List<RunEntry> lines, long next, boolean ended) {
  public RunOutput {
    lines = List.copyOf(lines);
  }
}
