package dev.tercet.server.door.http;

import dev.tercet.server.mcp.HttpExchange;
import java.io.IOException;

/** What is served under one path. Called on a thread of its own, which may block. */
@FunctionalInterface
public interface Endpoint {

  void serve(HttpExchange exchange) throws IOException;
}
