package dev.tercet.server.perform;

import java.util.regex.Pattern;

/**
 * Keeps the {@code @} of foreign text from naming a file.
 *
 * <p>Agents put the content of {@code @path} into their conversation before the model sees a word,
 * whatever the path and whoever wrote it. A blank behind the {@code @} is what none of them reads
 * as a mention; nothing invisible is put in, since models copy what they are shown into code.
 */
final class Mentions {

  /** Said where a blank was put in. */
  static final String NOTE =
      "A blank stands behind each `@` of the texts above, so that none of them names a file for"
          + " you to read. Leave it out where you write one down.";

  /** Every {@code @} with something behind it, but for mail addresses and hunk headers. */
  private static final Pattern MENTION =
      Pattern.compile(
          "@(?=[^\\s@])(?!(?<=[A-Za-z0-9]@)[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(?![\\w/\\\\]))");

  private static final Pattern GUARDED = Pattern.compile("(?<!@)@ (?=\\S)");

  private Mentions() {}

  static String guard(String text) {
    return MENTION.matcher(text).replaceAll("@ ");
  }

  /** Whether a blank may have been put in. */
  static boolean isGuarded(CharSequence text) {
    return GUARDED.matcher(text).find();
  }
}
