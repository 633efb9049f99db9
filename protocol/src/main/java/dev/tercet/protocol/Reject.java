package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Turns down what was shown: the planner writes it again, or the builder works on.
 *
 * @param correction what is wrong, in a line
 * @param decision its id; null where only one can be rejected
 */
public record Reject(
    String task,
    String correction,
    @Nullable String decision,
    @Nullable Long revision,
    @Nullable String key) {}
