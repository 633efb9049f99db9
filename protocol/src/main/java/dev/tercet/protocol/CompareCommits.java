package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which two commits of a task to compare. Without anything: the base with the head of its branch.
 *
 * @param from commit id; null is the base
 * @param to commit id; null is the head of the task's branch
 * @param run id of a run that made a commit: compares that commit with the one before it, and
 *     leaves no room for the other two
 */
public record CompareCommits(
    String task, @Nullable String from, @Nullable String to, @Nullable String run) {}
