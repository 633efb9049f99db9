package dev.tercet.server.door.mcp;

import dev.tercet.server.app.Identity;
import dev.tercet.server.mcp.Context;

/** What the journal says of a host. */
final class Hosts {

  private Hosts() {}

  /**
   * The host as it says of itself.
   *
   * @param how the human agreed; empty where nobody had to
   */
  static Identity of(Context context, String how) {
    String client = "mcp:" + context.client().name().replaceAll("\\p{Cntrl}", "?");
    return new Identity(
        System.getProperty("user.name", "unknown"),
        how.isEmpty() ? client : client + " (" + how + ")");
  }
}
