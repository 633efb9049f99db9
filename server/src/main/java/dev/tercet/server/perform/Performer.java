package dev.tercet.server.perform;

import dev.tercet.server.workflow.Effect;

/** Performs effects. Called on a thread of its own for each; several at once. */
public interface Performer {

  /**
   * Brings the effect about and reports its outcome before it returns. What was begun before may
   * have left its result in the world, in whole or in part, and is looked for first.
   *
   * @param before whether the effect was begun at an earlier time
   * @throws RuntimeException where the world failed; the caller reports it
   * @throws InterruptedException when it is stopped
   */
  void perform(Effect effect, boolean before, Reporter reporter) throws InterruptedException;
}
