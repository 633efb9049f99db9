package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/**
 * Path patterns as templates and specs use them: {@code *} within a folder, {@code **} over
 * folders, {@code ?} one character. A pattern that names a folder matches everything in it.
 */
public final class Glob {

  private Glob() {}

  /** Whether the path, relative and with slashes, is matched. */
  public static boolean matches(String glob, String path) {
    return pattern(glob).matcher(path).matches();
  }

  private static Pattern pattern(String glob) {
    String clean = glob.startsWith("./") ? glob.substring(2) : glob;
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < clean.length(); at++) {
      char c = clean.charAt(at);
      if (clean.startsWith("**/", at)) {
        regex.append("(?:[^/]+/)*");
        at += 2;
      } else if (clean.startsWith("**", at)) {
        regex.append(".*");
        at += 1;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex + (clean.endsWith("/") ? ".*" : "(?:/.*)?"));
  }
}
