package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a task's change to show.
 *
 * @param path relative to the repository; null is all of it
 */
public record PatchParams(String task, @Nullable String path) {}
