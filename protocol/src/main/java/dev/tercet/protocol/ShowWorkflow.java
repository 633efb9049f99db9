package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which workflow to show: a named one, or a file.
 *
 * @param repository absolute path
 * @param name as in the list; null when {@code file} is given
 * @param file absolute path of a template
 */
public record ShowWorkflow(
    @Nullable String repository, @Nullable String name, @Nullable String file) {}
