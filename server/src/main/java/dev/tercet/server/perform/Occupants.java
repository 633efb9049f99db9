package dev.tercet.server.perform;

import dev.tercet.server.workflow.RunId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which runs of this process are at work in which worktree. Files are put aside only where nobody
 * else is: in a shared worktree nobody can tell whose they are. Safe for any thread.
 */
final class Occupants {

  /** Its lock is held while files are put aside, so that nobody moves in meanwhile. */
  private static final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<RunId> runs = new HashSet<>();
  }

  private final Map<Path, Place> places = new ConcurrentHashMap<>();
  private final Map<RunId, Place> entered = new ConcurrentHashMap<>();

  /** The run is at work there from now on; where it is the only one, after this is done. */
  void enter(Path worktree, RunId run, Runnable whenAlone) {
    Place place = place(worktree);
    place.lock.lock();
    try {
      if (place.runs.isEmpty()) {
        whenAlone.run();
      }
      place.runs.add(run);
      entered.put(run, place);
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
