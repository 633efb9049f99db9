package dev.tercet.server.process;

/**
 * One line of a child's output without its line end.
 *
 * @param cut bytes dropped from the end because the line was longer than allowed
 */
public record Line(String text, long cut) {

  /** Whether nothing was dropped. */
  public boolean isWhole() {
    return cut == 0;
  }
}
