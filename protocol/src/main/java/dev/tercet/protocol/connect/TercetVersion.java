package dev.tercet.protocol.connect;

/** The version of Tercet that this code belongs to, as both sides say it in their first line. */
public final class TercetVersion {

  /**
   * Of this program. The system property {@code tercet.version} makes it another one, for trying
   * how two versions meet.
   */
  public static final String CURRENT = System.getProperty("tercet.version", "0.1.0");

  private static final int MOST_DIGITS = 9;

  private TercetVersion() {}

  /**
   * Whether one version is newer than another, by the numbers between its dots. What follows a dash
   * or a plus is not looked at; what is no version is not newer than any.
   */
  public static boolean isNewer(String version, String than) {
    String[] left = numbers(version);
    String[] right = numbers(than);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Integer.compare(number(left, i), number(right, i));
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }

  private static String[] numbers(String version) {
    return version.split("[-+]", 2)[0].split("\\.", -1);
  }

  private static int number(String[] numbers, int index) {
    boolean isNumber =
        index < numbers.length && numbers[index].matches("\\d{1," + MOST_DIGITS + "}");
    return isNumber ? Integer.parseInt(numbers[index]) : 0;
  }
}
