package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/** Whose workflows: the built-in ones, and those of a repository when one is named. */
public record ListWorkflows(@Nullable String repository) {}
