package dev.tercet.server.door.mcp;

import dev.tercet.server.app.Identity;
import dev.tercet.server.door.Door;
import dev.tercet.server.mcp.Caller;
import dev.tercet.server.mcp.McpServer;
import java.io.IOException;

/** MCP over the daemon's socket, for {@code tercet mcp}, which only copies bytes. */
public record McpDoor(McpServer server) implements Door {

  @Override
  public void serve(dev.tercet.server.door.Caller caller) throws IOException {
    String folder = caller.hello().cwd();
    String run = caller.who().origin() == Identity.Origin.RUN ? "of an agent" : null;
    Caller host = new Caller("stdio", folder.isEmpty() ? null : folder, run);
    server.serveLines(caller.in(), caller.out(), host);
  }
}
