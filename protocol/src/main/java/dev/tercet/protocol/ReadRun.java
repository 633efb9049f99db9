package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a transcript to read.
 *
 * @param from number of the first entry, from 0; null is 0
 * @param limit entries at most; null and anything above 1000 are 1000
 */
public record ReadRun(String run, @Nullable Long from, @Nullable Integer limit) {}
