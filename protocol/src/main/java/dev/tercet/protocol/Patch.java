package dev.tercet.protocol;

/**
 * A unified diff, empty where nothing differs.
 *
 * @param truncated it is over 1 MiB and was cut at the end of a line
 */
public record Patch(String text, boolean truncated) {}
