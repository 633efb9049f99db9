package dev.tercet.server.mcp;

import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, as far as the connection itself tells.
 *
 * @param transport {@code stdio} or {@code http}
 * @param folder absolute working directory of the front command; null over HTTP
 * @param run the run that the caller belongs to; null where it belongs to none
 */
public record Caller(String transport, @Nullable String folder, @Nullable String run) {}
