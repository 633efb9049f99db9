package dev.tercet.server.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced code block of a Markdown answer. One that does not end goes to the end of the text,
 * because an answer may be cut off.
 *
 * @param kind the first word behind the fence, in lower case; empty when there is none
 */
record FencedBlock(String kind, String content) {

  private static final Pattern FENCE =
      Pattern.compile("\\s*(?:[-*>]\\s+)?(`{3,}|~{3,})\\s*(\\S*).*");

  static List<FencedBlock> in(String text) {
    List<FencedBlock> blocks = new ArrayList<>();
    String fence = null;
    String kind = "";
    StringBuilder content = new StringBuilder();
    for (String line : text.lines().toList()) {
      Matcher mark = FENCE.matcher(line);
      if (fence == null && mark.matches()) {
        fence = mark.group(1);
        kind = mark.group(2).toLowerCase(Locale.ROOT);
        content.setLength(0);
      } else if (fence != null && line.strip().startsWith(fence) && isOnlyFence(line, fence)) {
        blocks.add(new FencedBlock(kind, content.toString()));
        fence = null;
      } else if (fence != null) {
        content.append(line).append('\n');
      }
    }
    if (fence != null) {
      blocks.add(new FencedBlock(kind, content.toString()));
    }
    return blocks;
  }

  private static boolean isOnlyFence(String line, String fence) {
    return line.strip().chars().allMatch(c -> c == fence.charAt(0));
  }
}
