package dev.tercet.server.workflow;

/** Numbers of things in words: {@code 1 file}, {@code 2 files}. */
public final class Counts {

  private Counts() {}

  public static String of(long number, String one) {
    return number + " " + (number == 1 ? one : one + "s");
  }
}
