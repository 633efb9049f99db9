package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the server can do, in the form of both eras. */
final class Capabilities {

  private static final String APPS = "io.modelcontextprotocol/ui";

  private Capabilities() {}

  static ObjectNode common() {
    ObjectNode capabilities = Json.object();
    capabilities.putObject("tools").put("listChanged", true);
    capabilities.putObject("prompts").put("listChanged", true);
    capabilities.putObject("resources").put("listChanged", true).put("subscribe", true);
    capabilities.putObject("completions");
    capabilities.putObject("logging");
    capabilities
        .putObject("extensions")
        .putObject(APPS)
        .putArray("mimeTypes")
        .add("text/html;profile=mcp-app");
    return capabilities;
  }
}
