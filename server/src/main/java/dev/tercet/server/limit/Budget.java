package dev.tercet.server.limit;

import dev.tercet.server.workflow.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be used of something: money in US dollars, tokens of every kind together, either, both
 * or neither.
 *
 * @param of what it is a budget of, in words: {@code this task}
 * @param setting where it is set
 */
public record Budget(String of, String setting, @Nullable BigDecimal money, @Nullable Long tokens) {

  /**
   * Says that it is used up, in words; empty while it is not. What is not known does not count.
   *
   * @param raises times that a human raised it by as much again
   */
  public Optional<String> usedUp(Usage usage, int raises) {
    int times = raises + 1;
    if (money != null
        && usage.cost() != null
        && usage.cost().compareTo(money.multiply(BigDecimal.valueOf(times))) >= 0) {
      return Optional.of(
          "the budget of %s is used up: $%s of $%s (%s)"
              .formatted(
                  of,
                  usage.cost().toPlainString(),
                  money.multiply(BigDecimal.valueOf(times)).toPlainString(),
                  setting));
    }
    long used = tokens(usage);
    if (tokens != null && used >= tokens * times) {
      return Optional.of(
          "the budget of %s is used up: %,d of %,d tokens (%s)"
              .formatted(of, used, tokens * times, setting));
    }
    return Optional.empty();
  }

  private static long tokens(Usage usage) {
    return or0(usage.input())
        + or0(usage.output())
        + or0(usage.cacheRead())
        + or0(usage.cacheWrite());
  }

  private static long or0(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
