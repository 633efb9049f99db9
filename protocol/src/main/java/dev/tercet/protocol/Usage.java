package dev.tercet.protocol;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was used, in tokens and money. Null means that nobody said, never zero.
 *
 * @param input tokens, without those read from or written to a prompt cache
 * @param cost in US dollars
 */
public record Usage(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable BigDecimal cost) {

  public static final Usage UNKNOWN = new Usage(null, null, null, null, null);
}
