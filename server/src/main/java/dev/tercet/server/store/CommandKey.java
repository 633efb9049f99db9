package dev.tercet.server.store;

/**
 * The key by which a client's command is idempotent.
 *
 * @param value chosen by the client, at most 200 characters
 * @param payload hash of the command that came with the key: the same key with another payload is
 *     another command, and refused
 */
public record CommandKey(String value, Sha256 payload) {

  public CommandKey {
    if (value.isEmpty() || value.length() > 200) {
      throw new IllegalArgumentException(
          "a command key has 1 to 200 characters, this one has " + value.length());
    }
  }
}
