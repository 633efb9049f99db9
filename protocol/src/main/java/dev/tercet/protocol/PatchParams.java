package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a task's change to show.
 *
 * @param path relative to the repository; null is all of it
 * @param from commit id; null is the base
 * @param to commit id; null is the head of the task's branch
 */
public record PatchParams(
    String task, @Nullable String path, @Nullable String from, @Nullable String to) {}
