package dev.tercet.server.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last lines of a transcript, for those who keep up: the same as what reading the file gives,
 * without opening it for every line. Bounded. Guarded by the transcript.
 */
final class RecentLines {

  private static final int MOST_LINES = 12;
  private static final int MOST_CHARACTERS = 32 << 10;

  private final Deque<Recent> lines = new ArrayDeque<>();
  private int characters;

  /**
   * @param end the place behind the line in the file
   */
  private record Recent(TranscriptLine line, TranscriptFile.Place end) {}

  /**
   * All lines from one on.
   *
   * @param end the place behind the last
   */
  record From(List<TranscriptLine> lines, TranscriptFile.Place end) {}

  /**
   * @param end the place behind the line
   * @param isFollowed whether anybody may want it; else all is forgotten
   */
  void add(TranscriptLine line, TranscriptFile.Place end, boolean isFollowed) {
    if (!isFollowed) {
      lines.clear();
      characters = 0;
      return;
    }
    lines.addLast(new Recent(line, end));
    characters += line.text().length();
    while (lines.size() > MOST_LINES || characters > MOST_CHARACTERS) {
      characters -= lines.removeFirst().line().text().length();
    }
  }

  /** The lines from number {@code first} on; empty where some of them are not known any more. */
  Optional<From> from(long first) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    TranscriptFile.Place end = lines.getLast().end();
    long count = end.line() - first;
    if (count < 0 || count > lines.size()) {
      return Optional.empty();
    }
    List<TranscriptLine> found = new ArrayList<>((int) count);
    long skipped = lines.size() - count;
    for (Recent recent : lines) {
      if (skipped-- <= 0) {
        found.add(recent.line());
      }
    }
    return Optional.of(new From(found, end));
  }
}
