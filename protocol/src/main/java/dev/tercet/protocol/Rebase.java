package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Moves a task onto a newer base, which asks for every approval again.
 *
 * @param onto a revision; null is the target's present head
 */
public record Rebase(
    String task, @Nullable String onto, @Nullable Long revision, @Nullable String key) {}
