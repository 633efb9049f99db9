package dev.tercet.server.app;

import java.util.ArrayList;
import java.util.List;

/** The difference of two short texts, line by line, with {@code +}, {@code -} and context. */
final class LineDiff {

  /** The table of a comparison is quadratic; longer texts are shown whole, old before new. */
  private static final int MOST_LINES = 3_000;

  private LineDiff() {}

  static String of(String before, String after) {
    List<String> old = before.isEmpty() ? List.of() : before.lines().toList();
    List<String> now = after.lines().toList();
    StringBuilder diff = new StringBuilder();
    if (old.size() > MOST_LINES || now.size() > MOST_LINES) {
      old.forEach(line -> diff.append('-').append(line).append('\n'));
      now.forEach(line -> diff.append('+').append(line).append('\n'));
      return diff.toString();
    }
    int[][] common = common(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        diff.append(' ').append(old.get(i)).append('\n');
        i++;
        j++;
      } else if (j >= now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        diff.append('-').append(old.get(i++)).append('\n');
      } else {
        diff.append('+').append(now.get(j++)).append('\n');
      }
    }
    return diff.toString();
  }

  private static int[][] common(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    List<String> left = new ArrayList<>(old);
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            left.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
