package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Writes a repository's settings; an existing file is refused unless it is replaced.
 *
 * @param settings JSON text
 * @param replace overwrites a file that is there; one with the same content is never in the way
 */
public record InitRepository(String repository, String settings, @Nullable Boolean replace) {}
