package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Hands a task to the merge train.
 *
 * @param decision its id; null is the one that is open
 * @param head commit as shown; refused as stale when it is another by now
 */
public record Merge(
    String task,
    @Nullable String decision,
    @Nullable String head,
    @Nullable Long revision,
    @Nullable String key) {}
