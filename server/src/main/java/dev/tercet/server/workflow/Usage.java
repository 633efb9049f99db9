package dev.tercet.server.workflow;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one run used, in tokens, normalised: {@code input} excludes what was read from or written to
 * a prompt cache. Null means that the agent did not say, never zero.
 *
 * @param cost in US dollars
 */
public record Usage(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable BigDecimal cost) {

  public static final Usage UNKNOWN = new Usage(null, null, null, null, null);

  /** The sum; a part that either side does not know is what the other side knows. */
  public Usage plus(Usage other) {
    return new Usage(
        sum(input, other.input),
        sum(output, other.output),
        sum(cacheRead, other.cacheRead),
        sum(cacheWrite, other.cacheWrite),
        cost == null ? other.cost : other.cost == null ? cost : cost.add(other.cost));
  }

  private static @Nullable Long sum(@Nullable Long left, @Nullable Long right) {
    return left == null ? right : right == null ? left : Long.valueOf(left + right);
  }
}
