package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Starts a step again, in a fresh context.
 *
 * @param step id or name; null is the step that failed or is at work
 * @param note one line that the agent is told
 */
public record RetryStep(
    String task,
    @Nullable String step,
    @Nullable String note,
    @Nullable Long revision,
    @Nullable String key) {}
