package dev.tercet.server.perform;

import dev.tercet.server.review.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a unified diff which lines of the new version are new or changed. Where lines were
 * only taken out, those around the gap count.
 *
 * <p>Confined to one reading. The lines of a hunk are counted, so that none of them passes for a
 * head; where the diff was cut, nothing is said until the next file begins.
 */
final class ChangedLines {

  private static final Pattern HUNK =
      Pattern.compile("^@@ -[0-9]+(?:,([0-9]+))? \\+([0-9]+)(?:,([0-9]+))? @@");

  private final List<LineRange> ranges = new ArrayList<>();
  private String file = "";
  private int oldLeft;
  private int newLeft;
  private int at;

  /** Whether lines were taken out just before, and none put in their place yet. */
  private boolean gap;

  private ChangedLines() {}

  static List<LineRange> of(String patch) {
    ChangedLines reading = new ChangedLines();
    patch.lines().forEach(reading::read);
    return reading.ranges;
  }

  private void read(String line) {
    if ((oldLeft > 0 || newLeft > 0) && fits(line)) {
      inHunk(line);
    } else if (line.startsWith("+++ ")) {
      file = path(line.substring(4));
    } else {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.find()) {
        oldLeft = count(hunk.group(1));
        at = Integer.parseInt(hunk.group(2));
        newLeft = count(hunk.group(3));
        // A hunk that leaves nothing names the line before it.
        at += newLeft == 0 ? 1 : 0;
      }
    }
  }

  /** Whether the hunk still has such a line; where it has not, something was cut before. */
  private boolean fits(String line) {
    boolean fits =
        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
          case '+' -> newLeft > 0;
          case '-' -> oldLeft > 0;
          case ' ' -> oldLeft > 0 && newLeft > 0;
          default -> true;
        };
    if (!fits) {
      leave();
    }
    return fits;
  }

  private void leave() {
    oldLeft = 0;
    newLeft = 0;
    gap = false;
    file = "";
  }

  private void inHunk(String line) {
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> {
        gap = false;
        changed(at, at);
        at++;
        newLeft--;
      }
      case '-' -> {
        gap = true;
        oldLeft--;
      }
      case ' ' -> {
        closeGap();
        at++;
        oldLeft--;
        newLeft--;
      }
      case '\\' -> {} // No newline at the end of the file.
      default -> leave();
    }
    if (oldLeft <= 0 && newLeft <= 0) {
      closeGap();
    }
  }

  private void closeGap() {
    if (gap) {
      changed(Math.max(1, at - 1), at);
      gap = false;
    }
  }

  private void changed(int from, int to) {
    if (file.isEmpty()) {
      return;
    }
    LineRange last = ranges.isEmpty() ? null : ranges.getLast();
    if (last != null && last.file().equals(file) && from <= last.end() + 1 && to >= last.end()) {
      ranges.set(ranges.size() - 1, new LineRange(file, last.start(), to));
    } else if (last == null || !last.file().equals(file) || to > last.end()) {
      ranges.add(new LineRange(file, from, to));
    }
  }

  private static int count(@Nullable String number) {
    return number == null ? 1 : Integer.parseInt(number);
  }

  /** A name with blanks has a tab behind it, one with quotes or the like is quoted as in C. */
  private static String path(String written) {
    String name = written.endsWith("\t") ? written.substring(0, written.length() - 1) : written;
    if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
      name =
          name.substring(1, name.length() - 1)
              .replace("\\t", "\t")
              .replace("\\n", "\n")
              .replace("\\\"", "\"")
              .replace("\\\\", "\\");
    }
    return name.startsWith("b/") ? name.substring(2) : name;
  }
}
