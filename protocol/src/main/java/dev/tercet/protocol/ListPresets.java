package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/** Whose presets: the predefined and the user's, and those of a repository when one is named. */
public record ListPresets(@Nullable String repository) {}
