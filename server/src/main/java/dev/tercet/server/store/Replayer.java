package dev.tercet.server.store;

/**
 * Is handed the journal by a replay, one task after the other, each from where its checkpoint ends
 * or from its first event, in order, on one thread.
 */
public interface Replayer {

  /** The task begins here; its events up to this one will not be told. */
  void begins(Checkpoint checkpoint);

  /** An event of a task. */
  void happened(Happened happened);
}
