package dev.tercet.server.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Who caused something.
 *
 * @param user name of the person's account; {@code tercet} for the daemon
 * @param client the program it came through, such as {@code tercet-cli}
 * @param run the run that acted, where an agent did
 */
public record Actor(Kind kind, String user, String client, @Nullable RunId run) {

  /** What sort of actor it is. */
  public enum Kind {
    HUMAN,
    AGENT,
    DAEMON
  }

  public static final Actor DAEMON = new Actor(Kind.DAEMON, "tercet", "tercet", null);
}
