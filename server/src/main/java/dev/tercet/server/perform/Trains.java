package dev.tercet.server.perform;

import dev.tercet.server.merge.TrainOrder;
import dev.tercet.server.merge.Waiting;
import dev.tercet.server.workflow.Delivery;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Effects;
import dev.tercet.server.workflow.MergeReceipt;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One track for each target, with one task on it at a time, in the order in which humans decided.
 * Safe for any thread.
 *
 * <p>When a daemon starts, everyone comes at once: those whose turn is earlier are known from their
 * tasks and waited for, for a moment only, because one may be kept from coming.
 */
final class Trains {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Neighbours neighbours;
  private final Map<String, Track> tracks = new ConcurrentHashMap<>();

  Trains(Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  /** What is done while nobody else changes the target. */
  interface Ride {
    void go() throws InterruptedException;
  }

  /** Waits for the task's turn on its target, and does this. */
  void ride(Task task, Ride ride) throws InterruptedException {
    Track track = tracks.computeIfAbsent(target(task), _ -> new Track());
    track.enter(task);
    try {
      ride.go();
    } finally {
      track.leave();
    }
  }

  /** Whether two tasks are for the same branch of the same repository. */
  static boolean isShared(Task one, Task other) {
    return target(one).equals(target(other));
  }

  private static String target(Task task) {
    return task.charter().commonDir() + "\n" + task.charter().target();
  }

  /** Whose turn may be earlier though they have not come yet. */
  private List<Waiting> expected(Task task) {
    return neighbours.all().stream()
        .filter(other -> other.phase() == Phase.MERGING || other.phase() == Phase.UNDOING)
        .filter(other -> isShared(task, other))
        .filter(other -> Effects.of(other).stream().anyMatch(effect -> rides(effect, other)))
        .map(Trains::waiting)
        .toList();
  }

  private static boolean rides(Effect effect, Task task) {
    return effect instanceof Effect.Undo
        || (effect instanceof Effect.Merge && task.charter().delivery() != Delivery.PULL_REQUEST);
  }

  private static Waiting waiting(Task task) {
    MergeReceipt receipt = task.landing().receipt();
    return new Waiting(
        task.id(),
        receipt != null && task.phase() == Phase.MERGING ? receipt.by().at() : task.updatedAt());
  }

  /** Its lock is held only to look whose turn it is. */
  private final class Track {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Waiting> here = new ArrayList<>();
    private boolean taken;

    void enter(Task task) throws InterruptedException {
      Waiting own = waiting(task);
      long end = System.nanoTime() + PATIENCE.toNanos();
      lock.lockInterruptibly();
      try {
        here.add(own);
        changed.signalAll();
        while (taken || !isFirst(task, end)) {
          changed.await(50, TimeUnit.MILLISECONDS);
        }
        taken = true;
      } finally {
        here.remove(own);
        lock.unlock();
      }
    }

    private boolean isFirst(Task task, long end) {
      List<Waiting> all = new ArrayList<>(here);
      if (System.nanoTime() < end) {
        all.addAll(expected(task));
      }
      TaskId first = TrainOrder.of(all).getFirst();
      return first.equals(task.id());
    }

    void leave() {
      lock.lock();
      try {
        taken = false;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
