package dev.tercet.server.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each line of a text is in another version of it.
 *
 * <p>Lines that stand alone in both versions are matched first and hold the rest in place, which
 * follows code better than the shortest edit; what was carried elsewhere as it was is followed too.
 * What takes too long to compare is taken for changed. Lines count from 1.
 */
public final class LineMap {

  private static final int GONE = -1;
  private static final int MOST_CELLS = 1_000_000;
  private static final int SHORTEST_TO_FOLLOW = 4;

  private final int[] to;
  private final int lines;

  private LineMap(int[] to, int lines) {
    this.to = to;
    this.lines = lines;
  }

  /**
   * A place in the newer version.
   *
   * @param survives the line itself is there; otherwise this is the nearest one that survived
   */
  public record Place(int line, boolean survives) {}

  /** A stretch of lines in the newer version; {@code survives} as in {@link Place}. */
  public record Stretch(int start, int end, boolean survives) {}

  public static LineMap of(List<String> before, List<String> after) {
    int[] to = new int[before.size()];
    Arrays.fill(to, GONE);
    new Matching(before, after, to).run();
    return new LineMap(to, after.size());
  }

  /** Where a line is now; always a line of the newer version, or 1 where that is empty. */
  public Place place(int line) {
    int index = line - 1;
    if (index >= 0 && index < to.length && to[index] != GONE) {
      return new Place(to[index] + 1, true);
    }
    int near = Math.clamp(index, 0, Math.max(0, to.length - 1));
    for (int distance = 0; distance < to.length; distance++) {
      if (near >= distance && to[near - distance] != GONE) {
        return new Place(to[near - distance] + 1, false);
      }
      if (near + distance < to.length && to[near + distance] != GONE) {
        return new Place(to[near + distance] + 1, false);
      }
    }
    return new Place(Math.clamp(line, 1, Math.max(1, lines)), false);
  }

  /** Where a stretch is now: from its first line that survives to its last that stands below. */
  public Stretch stretch(int start, int end) {
    int last = Math.clamp(end, start, Math.max(start, to.length));
    for (int line = start; line <= last; line++) {
      Place first = place(line);
      if (first.survives()) {
        int until = first.line();
        for (int below = line + 1; below <= last; below++) {
          Place next = place(below);
          boolean follows = next.survives() && next.line() >= until;
          until = follows && next.line() - until <= last - line + 1 ? next.line() : until;
        }
        return new Stretch(first.line(), until, true);
      }
    }
    Place near = place(start);
    return new Stretch(near.line(), near.line(), false);
  }

  /** One comparison, from the anchors inwards. */
  private static final class Matching {

    private final List<String> before;
    private final List<String> after;
    private final int[] to;

    Matching(List<String> before, List<String> after, int[] to) {
      this.before = before;
      this.after = after;
      this.to = to;
    }

    void run() {
      between(0, before.size(), 0, after.size());
      follow();
    }

    /** Matches a stretch of the one with a stretch of the other; ends are exclusive. */
    private void between(int from, int until, int start, int end) {
      int a = from;
      int b = start;
      while (a < until && b < end && before.get(a).equals(after.get(b))) {
        to[a++] = b++;
      }
      int aEnd = until;
      int bEnd = end;
      while (aEnd > a && bEnd > b && before.get(aEnd - 1).equals(after.get(bEnd - 1))) {
        to[--aEnd] = --bEnd;
      }
      if (a == aEnd || b == bEnd) {
        return;
      }
      List<int[]> anchors = anchors(a, aEnd, b, bEnd);
      if (anchors.isEmpty()) {
        table(a, aEnd, b, bEnd);
        return;
      }
      for (int[] anchor : anchors) {
        between(a, anchor[0], b, anchor[1]);
        to[anchor[0]] = anchor[1];
        a = anchor[0] + 1;
        b = anchor[1] + 1;
      }
      between(a, aEnd, b, bEnd);
    }

    /** Lines that stand alone in both stretches, as many as keep their order. */
    private List<int[]> anchors(int from, int until, int start, int end) {
      Map<String, Integer> alone = alone(after, start, end);
      Map<String, Integer> here = alone(before, from, until);
      List<int[]> pairs = new ArrayList<>();
      for (int a = from; a < until; a++) {
        Integer b = alone.get(before.get(a));
        if (b != null && b >= 0 && here.getOrDefault(before.get(a), GONE) == a) {
          pairs.add(new int[] {a, b});
        }
      }
      return rising(pairs);
    }

    /** The place of each line that stands there once, {@link #GONE} of one that does not. */
    private static Map<String, Integer> alone(List<String> lines, int from, int until) {
      Map<String, Integer> places = new HashMap<>();
      for (int at = from; at < until; at++) {
        places.merge(lines.get(at), at, (_, _) -> GONE);
      }
      return places;
    }

    /** The longest run of pairs whose second members rise. */
    private static List<int[]> rising(List<int[]> pairs) {
      int[] tails = new int[pairs.size()];
      int[] previous = new int[pairs.size()];
      int length = 0;
      for (int at = 0; at < pairs.size(); at++) {
        int low = 0;
        int high = length;
        while (low < high) {
          int middle = (low + high) >>> 1;
          if (pairs.get(tails[middle])[1] < pairs.get(at)[1]) {
            low = middle + 1;
          } else {
            high = middle;
          }
        }
        previous[at] = low == 0 ? GONE : tails[low - 1];
        tails[low] = at;
        length = Math.max(length, low + 1);
      }
      List<int[]> run = new ArrayList<>();
      for (int at = length == 0 ? GONE : tails[length - 1]; at != GONE; at = previous[at]) {
        run.add(pairs.get(at));
      }
      return run.reversed();
    }

    /** The longest common sequence of two short stretches in which no line stands alone. */
    private void table(int from, int until, int start, int end) {
      int rows = until - from;
      int columns = end - start;
      if ((long) rows * columns > MOST_CELLS) {
        return;
      }
      int[][] common = new int[rows + 1][columns + 1];
      for (int a = rows - 1; a >= 0; a--) {
        for (int b = columns - 1; b >= 0; b--) {
          common[a][b] =
              before.get(from + a).equals(after.get(start + b))
                  ? common[a + 1][b + 1] + 1
                  : Math.max(common[a + 1][b], common[a][b + 1]);
        }
      }
      int a = 0;
      int b = 0;
      while (a < rows && b < columns) {
        if (before.get(from + a).equals(after.get(start + b))) {
          to[from + a++] = start + b++;
        } else if (common[a + 1][b] >= common[a][b + 1]) {
          a++;
        } else {
          b++;
        }
      }
    }

    /** Lines without a match that stand alone among those without one were carried elsewhere. */
    private void follow() {
      boolean[] taken = new boolean[after.size()];
      for (int line : to) {
        if (line != GONE) {
          taken[line] = true;
        }
      }
      Map<String, Integer> lost = new HashMap<>();
      for (int a = 0; a < to.length; a++) {
        if (to[a] == GONE) {
          lost.merge(before.get(a), a, (_, _) -> GONE);
        }
      }
      Map<String, Integer> fresh = new HashMap<>();
      for (int b = 0; b < taken.length; b++) {
        if (!taken[b]) {
          fresh.merge(after.get(b), b, (_, _) -> GONE);
        }
      }
      lost.forEach(
          (line, a) -> {
            int b = fresh.getOrDefault(line, GONE);
            if (a != GONE && b != GONE && line.strip().length() >= SHORTEST_TO_FOLLOW) {
              to[a] = b;
            }
          });
    }
  }
}
