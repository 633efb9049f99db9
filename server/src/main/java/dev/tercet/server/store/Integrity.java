package dev.tercet.server.store;

/** What recomputing a task's chain of hashes showed. */
public sealed interface Integrity {

  /**
   * Every hash is what the stored columns give.
   *
   * @param events that the task has
   * @param purged how many of them have no payload any more
   * @param head hash of the last event; whoever noted it elsewhere can tell that nothing before it
   *     was changed since
   */
  record Intact(long events, long purged, Sha256 head) implements Integrity {}

  /**
   * The journal does not hold what was written.
   *
   * @param seq of the first event that does not fit
   */
  record Broken(long seq, String reason) implements Integrity {}

  /** The journal has no event of this task. */
  record Unknown() implements Integrity {}
}
