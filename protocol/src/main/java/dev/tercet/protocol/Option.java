package dev.tercet.protocol;

/**
 * One way to resolve a decision.
 *
 * @param id what is sent back, such as {@code retry}
 * @param text what it does, in a line
 */
public record Option(String id, String text) {}
