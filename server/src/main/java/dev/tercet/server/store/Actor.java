package dev.tercet.server.store;

import dev.tercet.server.workflow.RunId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who made an event happen.
 *
 * @param user the person's name on this machine or at the door, where one is known
 * @param client the program they used, such as {@code vscode 1.104} or {@code tercet 0.1}
 * @param run the run whose agent acted, null for humans and the daemon itself
 */
public record Actor(
    Kind kind, @Nullable String user, @Nullable String client, @Nullable RunId run) {

  /** The daemon acting by itself. */
  public static final Actor DAEMON = new Actor(Kind.DAEMON, null, null, null);

  /** What sort of actor it is. */
  public enum Kind {
    HUMAN,
    AGENT,
    DAEMON;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
