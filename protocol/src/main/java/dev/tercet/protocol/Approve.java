package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Approves what was shown.
 *
 * @param decision its id; null where only one approval is open
 * @param artifactRevision as shown; refused as stale when it is another by now
 * @param blob as shown
 */
public record Approve(
    String task,
    @Nullable String decision,
    @Nullable Integer artifactRevision,
    @Nullable String blob,
    @Nullable Long revision,
    @Nullable String key) {}
