package dev.tercet.host;

/** A file that is not changed, because what it holds cannot be relied on; says why in words. */
public final class Unusable extends Exception {

  private static final long serialVersionUID = 1L;

  public Unusable(String why) {
    super(why);
  }

  /** Something wrong at a place of a text. */
  static Unusable at(String text, int offset, String what) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new Unusable("line %d, column %d: %s".formatted(line, offset - start + 1, what));
  }

  /** The reason, for people. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
