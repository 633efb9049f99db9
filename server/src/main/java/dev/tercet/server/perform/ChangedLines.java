package dev.tercet.server.perform;

import dev.tercet.server.review.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a unified diff which lines of the new version are new or changed. */
final class ChangedLines {

  private static final Pattern HUNK = Pattern.compile("^@@ -[0-9,]+ \\+([0-9]+)(?:,([0-9]+))? @@");

  private ChangedLines() {}

  static List<LineRange> of(String patch) {
    List<LineRange> ranges = new ArrayList<>();
    String file = "";
    for (String line : patch.split("\n", -1)) {
      if (line.startsWith("+++ ")) {
        file = line.startsWith("+++ b/") ? line.substring(6) : line.substring(4);
      } else {
        Matcher hunk = HUNK.matcher(line);
        if (hunk.find()) {
          int start = Integer.parseInt(hunk.group(1));
          int count = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
          ranges.add(new LineRange(file, start, start + Math.max(count, 1) - 1));
        }
      }
    }
    return ranges;
  }
}
