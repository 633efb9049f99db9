package dev.tercet.server.mcp;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, as far as the connection itself tells.
 *
 * @param transport {@code stdio} or {@code http}
 * @param folder absolute working directory of the front command; null over HTTP
 * @param standing looked up when it is asked for, because that may take a while
 */
public record Caller(String transport, @Nullable String folder, Supplier<Standing> standing) {

  /** What stays the same over all requests of one caller. */
  String place() {
    return transport + " " + folder;
  }
}
