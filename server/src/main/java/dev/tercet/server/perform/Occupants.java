package dev.tercet.server.perform;

import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.RunRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which runs of this process are at work in which worktree. Files are put aside only where nobody
 * else is: in a shared worktree nobody can tell whose they are. Safe for any thread.
 */
final class Occupants {

  /** Its lock is held while files are put aside, so that nobody moves in meanwhile. */
  private static final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final Map<RunId, RunRecord> runs = new HashMap<>();

    private boolean isTaken(RunRecord by) {
      return runs.values().stream()
          .anyMatch(run -> run.step().equals(by.step()) && run.preset().equals(by.preset()));
    }
  }

  private final Map<Path, Place> places = new ConcurrentHashMap<>();
  private final Map<RunId, Place> entered = new ConcurrentHashMap<>();

  /**
   * The run is at work there from now on; where it is the only one, after this is done. A run that
   * it takes the place of has to be gone first: it is being stopped, and still writes.
   */
  void enter(Path worktree, RunRecord run, Runnable whenAlone) throws InterruptedException {
    Place place = place(worktree);
    place.lock.lockInterruptibly();
    try {
      while (place.isTaken(run)) {
        place.left.await();
      }
      if (place.runs.isEmpty()) {
        whenAlone.run();
      }
      place.runs.put(run.id(), run);
      entered.put(run.id(), place);
    } finally {
      place.lock.unlock();
    }
  }

  /** The run is over; one that was never at work anywhere may say so too. */
  void leave(RunId run) {
    Place place = entered.remove(run);
    if (place == null) {
      return;
    }
    place.lock.lock();
    try {
      place.runs.remove(run);
      place.left.signalAll();
    } finally {
      place.lock.unlock();
    }
  }

  /** Does this unless somebody is at work there. */
  void whenEmpty(Path worktree, Runnable work) {
    Place place = place(worktree);
    place.lock.lock();
    try {
      if (place.runs.isEmpty()) {
        work.run();
      }
    } finally {
      place.lock.unlock();
    }
  }

  private Place place(Path worktree) {
    return places.computeIfAbsent(worktree, _ -> new Place());
  }
}
