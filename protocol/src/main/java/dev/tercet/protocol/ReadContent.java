package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which file to read, as a commit has it.
 *
 * @param path relative to the repository
 * @param commit id; null is the head of the task's branch
 */
public record ReadContent(String task, String path, @Nullable String commit) {}
