package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/** Asks a preset's agent for one word, to see whether it works. */
public record TestPreset(String name, @Nullable String repository) {}
