package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/** Which preset to show. */
public record ShowPreset(String name, @Nullable String repository) {}
