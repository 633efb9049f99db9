package dev.tercet.protocol;

/**
 * A unified diff, empty where nothing differs.
 *
 * @param truncated it was over 1 MiB; its middle is left out
 */
public record Patch(String text, boolean truncated) {}
