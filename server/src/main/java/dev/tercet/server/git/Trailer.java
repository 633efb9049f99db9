package dev.tercet.server.git;

/** A line at the end of a commit's message that a program can read, such as {@code Task: x}. */
public record Trailer(String name, String value) {

  /** The trailer that carries the effect a commit was made by. */
  public static final String EFFECT = "Tercet-Effect";

  public Trailer {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a trailer's name has letters, digits and dashes: \"" + name + "\"");
    }
    value = value.strip().replaceAll("[\\x00-\\x1f]+", " ");
  }

  /** As it stands in the message. */
  String line() {
    return name + ": " + value;
  }
}
