package dev.tercet.server.door.mcp;

import dev.tercet.server.app.Identity;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Standing;

/** What the journal says of a host. */
final class Hosts {

  private Hosts() {}

  /**
   * The host as it says of itself.
   *
   * @param how the human agreed; empty where nobody had to
   */
  static Identity of(Context context, String how) {
    String client = name(context);
    return new Identity(
        user(),
        how.isEmpty() ? client : client + " (" + how + ")",
        origin(context.caller().standing().get()));
  }

  static String name(Context context) {
    return "mcp:" + context.client().name().replaceAll("\\p{Cntrl}", "?");
  }

  static String user() {
    return System.getProperty("user.name", "unknown");
  }

  static Identity.Origin origin(Standing standing) {
    return switch (standing) {
      case PROVEN -> Identity.Origin.PROVEN;
      case UNPROVEN -> Identity.Origin.UNPROVEN;
      case RUN -> Identity.Origin.RUN;
    };
  }
}
