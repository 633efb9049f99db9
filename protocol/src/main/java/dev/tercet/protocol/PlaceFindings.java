package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * In what to look for the lines that reviewers spoke of: in a commit, or in the text of one file as
 * somebody has it open.
 *
 * @param commit id; null is the head of the task's branch
 * @param path relative to the repository: only findings of this file are looked for, also where the
 *     task gave it another name; null is every file
 * @param text what the file at {@code path} holds; null is what the commit has there
 */
public record PlaceFindings(
    String task, @Nullable String commit, @Nullable String path, @Nullable String text) {}
