package dev.tercet.server.perform;

import dev.tercet.server.workflow.Task;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One lock for each target; those who wait for it go in the order in which they came. */
final class Trains {

  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  /** The lock of the task's target, not yet taken. */
  ReentrantLock of(Task task) {
    return locks.computeIfAbsent(target(task), _ -> new ReentrantLock(true));
  }

  /** Whether two tasks are for the same branch of the same repository. */
  static boolean isShared(Task one, Task other) {
    return target(one).equals(target(other));
  }

  private static String target(Task task) {
    return task.charter().commonDir() + "\n" + task.charter().target();
  }
}
