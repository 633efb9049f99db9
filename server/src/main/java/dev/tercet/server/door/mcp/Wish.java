package dev.tercet.server.door.mcp;

import dev.tercet.protocol.TaskView;
import dev.tercet.server.app.Identity;

/**
 * What a host wants to have done, and needs a human's word for.
 *
 * @param key the same for the same wish
 * @param task id of the task that it is about
 * @param title of the task, and what is decided
 * @param action what is to be done, in a line
 * @param shown what the human has to see, whole
 * @param change the difference that goes with it; empty where there is none
 * @param order does it
 */
record Wish(
    String key,
    String task,
    String title,
    String action,
    String shown,
    String change,
    Order order) {

  /** Does what is wished, in somebody's name. */
  @FunctionalInterface
  interface Order {

    /**
     * The task as it is then.
     *
     * @throws dev.tercet.server.app.Denied it is not done
     */
    TaskView give(Identity who) throws InterruptedException;
  }
}
