package dev.tercet.server.settings;

/**
 * A value and where it was set.
 *
 * @param needsTrust it runs something and came out of a repository: ask before it is used
 */
public record Setting<T>(T value, Origin origin, boolean needsTrust) {}
