package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/** Which decisions to list: all that are open, or those of one task or repository. */
public record ListDecisions(@Nullable String task, @Nullable String repository) {}
