package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Answers an agent's question.
 *
 * @param decision its id; null where only one question is open
 */
public record Answer(
    String task,
    String text,
    @Nullable String decision,
    @Nullable Long revision,
    @Nullable String key) {}
