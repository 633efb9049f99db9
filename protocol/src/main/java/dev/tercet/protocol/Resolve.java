package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Chooses one of the options of a decision.
 *
 * @param option id, as {@link Option} has it
 * @param line what else to say: an instruction for a retry, a new limit
 */
public record Resolve(
    String task,
    String decision,
    String option,
    @Nullable String line,
    @Nullable Long revision,
    @Nullable String key) {}
