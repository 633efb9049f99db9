package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/** Ends a task without merging it; its branch and artifacts are kept. */
public record Abandon(
    String task, @Nullable String reason, @Nullable Long revision, @Nullable String key) {}
