package dev.tercet.server.template;

/**
 * One edit that mends what a diagnostic says.
 *
 * @param title in the imperative, as a menu shows it
 * @param range what is replaced; empty to insert
 */
public record Fix(String title, Range range, String newText) {

  /** The text with the edit made, all else unchanged to the byte. */
  public String applyTo(String text) {
    return text.substring(0, range.start().offset())
        + newText
        + text.substring(range.end().offset());
  }
}
