package dev.tercet.server.agent;

/** A program that does runs. Implementations are safe for use by several runs at once. */
public interface Agent {

  /**
   * Opens a session: starts the program where there is one, and gets it ready for a prompt.
   *
   * @throws AgentException when it cannot be started or refuses, with the reason in words
   */
  AgentSession open(SessionRequest request, AgentListener listener) throws InterruptedException;

  /** Whether its sessions use {@link SessionRequest#tools()}. */
  default boolean takesTools() {
    return false;
  }
}
