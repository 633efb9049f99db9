package dev.tercet.server.process;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds and ends what a former daemon left behind.
 *
 * <p>A process is taken for the orphan only when its id and its start time match and, where the
 * system lets us read it, its environment has the run: an id that was given to somebody else is
 * left alone. On Linux everything else that carries the run is ended with it.
 */
public final class Orphans {

  /** The start time shifts with the system's clock, which may have been set meanwhile. */
  private static final Duration CLOCK_SHIFT = Duration.ofSeconds(2);

  private Orphans() {}

  /**
   * Ends what is left of the orphan; nothing left is fine.
   *
   * @param grace between asking and killing
   * @return the ids of the processes that were found
   */
  public static Set<Long> end(Orphan orphan, Duration grace) {
    ProcessHandle root = find(orphan).orElse(null);
    return new ProcessTree(root, orphan.run(), process -> false)
        .end(Set.of(), grace).stream()
            .map(ProcessHandle::pid)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The orphan itself where it is still alive. */
  public static Optional<ProcessHandle> find(Orphan orphan) {
    return ProcessHandle.of(orphan.pid())
        .filter(process -> startedWhen(process, orphan))
        .filter(
            process -> !ProcessTable.hasMarks() || ProcessTable.isMarked(process, orphan.run()));
  }

  private static boolean startedWhen(ProcessHandle process, Orphan orphan) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, orphan.startedAt()).abs())
        .filter(shift -> shift.compareTo(CLOCK_SHIFT) <= 0)
        .isPresent();
  }
}
