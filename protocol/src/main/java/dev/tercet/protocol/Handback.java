package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Gives a task that a person took over back to its agents.
 *
 * @param message of the commit that holds the person's edits
 */
public record Handback(
    String task, @Nullable String message, @Nullable Long revision, @Nullable String key) {}
