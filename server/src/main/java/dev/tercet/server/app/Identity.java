package dev.tercet.server.app;

import dev.tercet.server.workflow.Actor;

/**
 * Who is on a connection.
 *
 * @param user name of the account
 * @param client the program, as it says
 */
public record Identity(String user, String client) {

  Actor actor() {
    return new Actor(Actor.Kind.HUMAN, user, client, null);
  }
}
