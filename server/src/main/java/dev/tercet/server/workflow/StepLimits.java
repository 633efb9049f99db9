package dev.tercet.server.workflow;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a step may go before a human is asked; a null component means that the template is silent
 * and the settings decide.
 *
 * @param rounds review-to-build passes before it becomes a decision, at least 1
 * @param retries times that a red verification goes back to the same session, at least 0
 * @param timeout of one run
 * @param budget of one run, in US dollars
 */
public record StepLimits(
    @Nullable Integer rounds,
    @Nullable Integer retries,
    @Nullable Duration timeout,
    @Nullable BigDecimal budget) {

  public static final StepLimits SILENT = new StepLimits(null, null, null, null);
}
