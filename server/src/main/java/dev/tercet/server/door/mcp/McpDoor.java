package dev.tercet.server.door.mcp;

import dev.tercet.server.door.Door;
import dev.tercet.server.mcp.Caller;
import dev.tercet.server.mcp.McpServer;
import dev.tercet.server.mcp.Standing;
import java.io.IOException;

/** MCP over the daemon's socket, for {@code tercet mcp}, which only copies bytes. */
public record McpDoor(McpServer server) implements Door {

  @Override
  public void serve(dev.tercet.server.door.Caller caller) throws IOException {
    String folder = caller.hello().cwd();
    Standing standing =
        switch (caller.who().origin()) {
          case PROVEN -> Standing.PROVEN;
          case UNPROVEN -> Standing.UNPROVEN;
          case RUN -> Standing.RUN;
        };
    Caller host = new Caller("stdio", folder.isEmpty() ? null : folder, () -> standing);
    server.serveLines(caller.in(), caller.out(), host);
  }
}
