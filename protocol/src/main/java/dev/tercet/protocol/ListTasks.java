package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which tasks to list; without anything: those of every repository that have not ended.
 *
 * @param repository absolute path; only tasks of this repository
 * @param all lists merged, undone and abandoned tasks too
 */
public record ListTasks(@Nullable String repository, @Nullable Boolean all) {}
