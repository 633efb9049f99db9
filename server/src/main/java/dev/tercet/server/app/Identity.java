package dev.tercet.server.app;

import dev.tercet.protocol.ProtocolError;
import dev.tercet.server.workflow.Actor;

/**
 * Who is on a connection.
 *
 * @param user name of the account
 * @param client the program, as it says, such as {@code neovim 0.1.0}
 * @param origin what the system tells of where the connection comes from
 */
public record Identity(String user, String client, Origin origin) {

  /** At the end of the client's name in a receipt, where nobody could tell who it was. */
  private static final String UNPROVEN = " (origin unproven)";

  /** What could be found out about the process that calls. */
  public enum Origin {
    /** No run of an agent started it. */
    PROVEN,
    /** This system does not tell. */
    UNPROVEN,
    /** A run of an agent started it: it may look, and decide nothing. */
    RUN
  }

  /** Of a caller of whom nothing is known. */
  public Identity(String user, String client) {
    this(user, client, Origin.UNPROVEN);
  }

  /**
   * Who a command comes from, for the journal.
   *
   * @throws Denied when it comes from an agent
   */
  Actor actor() {
    return switch (origin) {
      case PROVEN -> new Actor(Actor.Kind.HUMAN, user, client, null);
      case UNPROVEN -> new Actor(Actor.Kind.HUMAN, user, client + UNPROVEN, null);
      case RUN ->
          throw Denied.because(
              ProtocolError.REFUSED,
              "agent",
              "this comes from inside a run, and agents cannot decide: ask the person");
    };
  }

  /** Whether it could be told, at the time, that no agent gave the command. */
  static boolean isProven(Actor actor) {
    return actor.client().contains(" ") && !actor.client().endsWith(UNPROVEN);
  }

  /** The program's name as people read it. */
  static String program(Actor actor) {
    return actor.client().endsWith(UNPROVEN)
        ? actor.client().substring(0, actor.client().length() - UNPROVEN.length())
        : actor.client();
  }
}
