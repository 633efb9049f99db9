package dev.tercet.server.template;

/** A stretch of a text; the end is exclusive, and equals the start where something is missing. */
public record Range(Position start, Position end) {

  /** The text that stands there. */
  public String of(String text) {
    return text.substring(start.offset(), end.offset());
  }

  @Override
  public String toString() {
    return (start.line() + 1)
        + ":"
        + (start.character() + 1)
        + "-"
        + (end.line() + 1)
        + ":"
        + (end.character() + 1);
  }
}
