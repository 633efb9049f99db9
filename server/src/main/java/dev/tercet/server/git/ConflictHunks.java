package dev.tercet.server.git;

import java.util.List;

/** The places between conflict markers, with a few lines around them and the line they start at. */
final class ConflictHunks {

  private static final int AROUND = 3;

  private ConflictHunks() {}

  static String of(String text) {
    List<String> lines = text.lines().toList();
    StringBuilder hunks = new StringBuilder();
    int shownUntil = 0;
    for (int start = 0; start < lines.size(); start++) {
      if (!lines.get(start).startsWith("<<<<<<< ")) {
        continue;
      }
      int end = start;
      while (end < lines.size() - 1 && !lines.get(end).startsWith(">>>>>>> ")) {
        end++;
      }
      int from = Math.max(shownUntil, start - AROUND);
      int to = Math.min(lines.size(), end + 1 + AROUND);
      hunks.append("@@ line ").append(start + 1).append(" @@\n");
      lines.subList(from, to).forEach(line -> hunks.append(line).append('\n'));
      shownUntil = to;
      start = end;
    }
    return hunks.toString();
  }
}
