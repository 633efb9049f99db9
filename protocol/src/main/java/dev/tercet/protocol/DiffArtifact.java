package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which two revisions of an artifact to compare.
 *
 * @param from null is the one before {@code to}
 * @param to null is the newest
 */
public record DiffArtifact(
    String task, String name, @Nullable Integer from, @Nullable Integer to) {}
