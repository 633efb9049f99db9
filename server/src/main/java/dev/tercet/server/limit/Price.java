package dev.tercet.server.limit;

import dev.tercet.server.workflow.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** What a model costs, in US dollars for a million tokens of each kind. */
public record Price(
    BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheWrite) {

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /** The cost of a usage; empty, never zero, where its tokens are not known. */
  public Optional<BigDecimal> of(Usage usage) {
    if (usage.input() == null || usage.output() == null) {
      return Optional.empty();
    }
    BigDecimal sum =
        part(input, usage.input())
            .add(part(output, usage.output()))
            .add(part(cacheRead, usage.cacheRead() == null ? 0 : usage.cacheRead()))
            .add(part(cacheWrite, usage.cacheWrite() == null ? 0 : usage.cacheWrite()));
    return Optional.of(sum.divide(MILLION, 6, RoundingMode.HALF_UP).stripTrailingZeros());
  }

  private static BigDecimal part(BigDecimal price, long tokens) {
    return price.multiply(BigDecimal.valueOf(tokens));
  }
}
