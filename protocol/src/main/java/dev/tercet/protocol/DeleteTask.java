package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Removes a task's worktree and branch; the branch can still be found under {@code
 * refs/tercet/trash}.
 *
 * @param force the task's whole id as a person typed it, which deletes uncommitted and unmerged
 *     work too; null refuses to
 */
public record DeleteTask(
    String task, @Nullable String force, @Nullable Long revision, @Nullable String key) {}
