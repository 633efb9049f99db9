package dev.tercet.protocol;

/**
 * How a verification went.
 *
 * @param text a line about it, with the tail of the output when it failed
 */
public record Verification(String command, boolean passed, String text) {}
