package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which artifact to read.
 *
 * @param revision from 1; null is the newest
 */
public record ReadArtifact(String task, String name, @Nullable Integer revision) {}
