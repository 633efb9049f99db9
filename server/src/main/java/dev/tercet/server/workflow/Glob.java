package dev.tercet.server.workflow;

import java.util.BitSet;

/**
 * Path patterns as templates and specs use them: {@code *} within a folder, {@code **} over
 * folders, {@code ?} one character. A pattern that names a folder matches everything in it.
 *
 * <p>Patterns come from agents and repositories, so none may cost much: the time is bounded by the
 * product of both lengths.
 */
public final class Glob {

  private Glob() {}

  /** Whether the path, relative and with slashes, is matched. */
  public static boolean matches(String glob, String path) {
    String pattern = glob.startsWith("./") ? glob.substring(2) : glob;
    BitSet places = new BitSet();
    reach(pattern, 0, places);
    for (int at = 0; at < path.length(); at++) {
      boolean isFolder = path.charAt(at) == '/' && places.get(pattern.length());
      if (isFolder || (places.get(pattern.length()) && pattern.endsWith("/"))) {
        return true;
      }
      places = after(pattern, places, path.charAt(at));
    }
    return places.get(pattern.length());
  }

  /** The places in the pattern that may be next once the character was read at one of these. */
  private static BitSet after(String pattern, BitSet places, char read) {
    BitSet next = new BitSet();
    int last = pattern.length();
    for (int at = places.nextSetBit(0); at >= 0 && at < last; at = places.nextSetBit(at + 1)) {
      char wanted = pattern.charAt(at);
      if (pattern.startsWith("**", at)) {
        reach(pattern, at, next, read);
      } else if (wanted == '*') {
        if (read != '/') {
          reach(pattern, at, next);
        }
      } else if (wanted == '?' ? read != '/' : wanted == read) {
        reach(pattern, at + 1, next);
      }
    }
    return next;
  }

  /** Two stars take any character; before a slash they end only at the end of a folder's name. */
  private static void reach(String pattern, int place, BitSet next, char read) {
    next.set(place);
    if (!pattern.startsWith("**/", place)) {
      reach(pattern, place + 2, next);
    } else if (read == '/') {
      reach(pattern, place + 3, next);
    }
  }

  /** Marks the place, and those behind it that stars let the path come to without a character. */
  private static void reach(String pattern, int place, BitSet next) {
    int at = place;
    next.set(at);
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at += pattern.startsWith("**/", at) ? 3 : pattern.startsWith("**", at) ? 2 : 1;
      next.set(at);
    }
  }
}
