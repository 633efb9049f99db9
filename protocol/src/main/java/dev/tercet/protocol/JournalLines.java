package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a journal, each as one line of JSON in the form that is stored.
 *
 * @param next sequence number of the first event that is not here; null after the last
 */
public record JournalLines(List<String> lines, @Nullable Long next) {
  public JournalLines {
    lines = List.copyOf(lines);
  }
}
