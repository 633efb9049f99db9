package dev.tercet.server.store;

import java.util.List;

/**
 * Some lines of a transcript.
 *
 * @param next the number of the line to go on from, counted from 0
 * @param more whether that line is there already
 * @param sealed whether the transcript is closed, so that nothing will be added
 */
public record TranscriptPage(List<String> lines, long next, boolean more, boolean sealed) {

  public TranscriptPage {
    lines = List.copyOf(lines);
  }
}
