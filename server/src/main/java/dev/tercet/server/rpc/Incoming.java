package dev.tercet.server.rpc;

import java.util.List;

/** What bytes turned out to be. */
public sealed interface Incoming {

  /** A message. */
  record One(Message message) implements Incoming {}

  /**
   * A batch (JSON-RPC 2.0 §6), never empty.
   *
   * @param parts messages, and what of it was none
   */
  record Batch(List<Incoming> parts) implements Incoming {
    public Batch {
      parts = List.copyOf(parts);
    }
  }

  /** No message; to be answered with this. */
  record Broken(Message.Failure failure) implements Incoming {}
}
