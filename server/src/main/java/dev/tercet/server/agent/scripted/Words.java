package dev.tercet.server.agent.scripted;

/**
 * A text of a script: as written, or to be filled with the values of the run first.
 *
 * @param literal whether placeholders stay as they are
 */
record Words(String text, boolean literal) {

  static Words of(String text) {
    return new Words(text, false);
  }

  /** The same text with a line end, unless it has one. */
  Words asLine() {
    return text.endsWith("\n") ? this : new Words(text + "\n", literal);
  }

  /** The same text without its last line end. */
  Words chomped() {
    return text.endsWith("\n") ? new Words(text.substring(0, text.length() - 1), literal) : this;
  }
}
