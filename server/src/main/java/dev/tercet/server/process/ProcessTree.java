package dev.tercet.server.process;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A process, its descendants, and on Linux everything that carries the same {@value
 * ProcessSpec#RUN_VARIABLE}, by which children are found that were forked twice or took a session
 * of their own.
 *
 * <p>A process id that was used again is never ended: {@link ProcessHandle} compares start times.
 */
final class ProcessTree {

  private static final int SWEEPS = 20;

  private final @Nullable ProcessHandle root;
  private final @Nullable String run;
  private final Predicate<ProcessHandle> spared;

  /**
   * @param run the value of the run variable, null where there is none to look for
   * @param spared processes with the same mark that belong to somebody else
   */
  ProcessTree(@Nullable ProcessHandle root, @Nullable String run, Predicate<ProcessHandle> spared) {
    this.root = root;
    this.run = run;
    this.spared = spared;
  }

  /** Everything of the tree that is alive now. */
  Set<ProcessHandle> alive() {
    ProcessTable table = ProcessTable.now();
    Set<ProcessHandle> found = new LinkedHashSet<>();
    if (root != null) {
      found.add(root);
      found.addAll(table.below(root));
    }
    if (run != null) {
      for (ProcessHandle marked : table.marked(run)) {
        found.add(marked);
        found.addAll(table.below(marked));
      }
    }
    found.removeIf(process -> !runs(process) || isOurselves(process) || spared.test(process));
    return found;
  }

  /**
   * Asks everything to end, waits, then kills what is left, and what was forked meanwhile.
   *
   * @param earlier what was alive before, in case it was orphaned since and can no longer be found
   * @return every process that was found
   */
  Set<ProcessHandle> end(Set<ProcessHandle> earlier, Duration grace) {
    Set<ProcessHandle> remembered = new LinkedHashSet<>(earlier);
    remembered.addAll(alive());
    remembered.forEach(ProcessHandle::destroy);
    await(remembered, grace);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      remembered.addAll(alive());
      Set<ProcessHandle> left =
          remembered.stream().filter(ProcessTree::runs).collect(Collectors.toSet());
      if (left.isEmpty()) {
        break;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      await(left, Duration.ofMillis(200));
    }
    return remembered;
  }

  private static void await(Set<ProcessHandle> processes, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (ProcessHandle process : processes) {
        while (runs(process) && System.nanoTime() < deadline) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
      }
    } catch (InterruptedException _) {
      // Ending goes on without the wait: leaving processes behind would be worse than being rude.
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is alive and no zombie, which only waits for a parent that may be slow to ask. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && !ProcessTable.isZombie(process);
  }

  private static boolean isOurselves(ProcessHandle process) {
    Optional<ProcessHandle> ancestor = Optional.of(ProcessHandle.current());
    while (ancestor.isPresent()) {
      if (ancestor.get().equals(process)) {
        return true;
      }
      ancestor = ancestor.get().parent();
    }
    return false;
  }
}
