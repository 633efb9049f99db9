package dev.tercet.protocol;

/**
 * Names the one task that is meant.
 *
 * @param task its id, or a prefix that only one task has
 */
public record TaskParams(String task) {}
