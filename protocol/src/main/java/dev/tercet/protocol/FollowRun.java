package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a run's output as it comes.
 *
 * @param from number of the first entry to send; null is 0
 */
public record FollowRun(String run, @Nullable Long from) {}
