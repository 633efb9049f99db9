package dev.tercet.server.template;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the numbers and sums of money that stand in templates. */
final class Amounts {

  private static final Pattern MONEY = Pattern.compile("[$]?([0-9]{1,6}(?:[.][0-9]{1,4})?)");

  private Amounts() {}

  /** US dollars: {@code $3.00}, {@code 3}; nothing for zero, which would stop at once. */
  static Optional<BigDecimal> money(String text) {
    var matcher = MONEY.matcher(text);
    return matcher.matches()
        ? Optional.of(new BigDecimal(matcher.group(1))).filter(sum -> sum.signum() > 0)
        : Optional.empty();
  }

  /** A whole number within the bounds. */
  static Optional<Integer> count(String text, int least, int most) {
    return text.matches("[0-9]{1,4}")
        ? Optional.of(Integer.parseInt(text)).filter(n -> n >= least && n <= most)
        : Optional.empty();
  }
}
