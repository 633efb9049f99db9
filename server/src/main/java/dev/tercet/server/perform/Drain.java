package dev.tercet.server.perform;

import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.RunRecord;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Lets what is under way come to the end of its item and starts nothing new, so that a daemon can
 * end without an agent losing its work.
 *
 * <p>It stands around the real performer. What it holds back stays wanted, and the next daemon
 * takes it up as after any other end. Any thread.
 */
public final class Drain {

  private final Set<Work> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /** One call of the performer; compared by identity. */
  private static final class Work {
    private final Effect effect;
    private final Reporter reporter;
    private final Thread thread = Thread.currentThread();
    private volatile boolean held;

    Work(Effect effect, Reporter reporter) {
      this.effect = effect;
      this.reporter = reporter;
    }

    /** Whether its end is worth waiting for. */
    boolean counts() {
      return !held && !(effect instanceof Effect.WatchRemote);
    }

    /** A run that has no place yet has done nothing that could be lost. */
    boolean waitsForPlace() {
      RunRecord run = effect instanceof Effect.StartRun(_, var id) ? reporter.task().run(id) : null;
      return run != null && run.startedAt() == null;
    }
  }

  /** The same performer, which starts nothing of weight once this drains. */
  public Performer around(Performer world) {
    return (effect, before, reporter) -> {
      Work work = new Work(effect, reporter);
      underWay.add(work);
      try {
        if (draining && isHeldBack(effect)) {
          work.held = true;
          new CountDownLatch(1).await(); // Until it is interrupted: nobody opens it.
        }
        world.perform(effect, before, reporter);
      } finally {
        underWay.remove(work);
      }
    };
  }

  /** What ends an item that was begun goes on; what begins something waits for the next daemon. */
  private static boolean isHeldBack(Effect effect) {
    return switch (effect) {
      case Effect.StartRun _,
          Effect.RunSetup _,
          Effect.VerifyBaseline _,
          Effect.RunCheck _,
          Effect.PushBranch _,
          Effect.Merge _,
          Effect.Undo _,
          Effect.WatchRemote _ ->
          true;
      case Effect.MakeWorktree _,
          Effect.CollectArtifacts _,
          Effect.Integrate _,
          Effect.VerifyItem _,
          Effect.CommitItem _,
          Effect.CompareReviews _,
          Effect.WriteReview _,
          Effect.HandBack _,
          Effect.Rebase _,
          Effect.RemoveWorktree _,
          Effect.DeleteTask _ ->
          false;
    };
  }

  /** Starts nothing new from now on. */
  public void begin() {
    draining = true;
    underWay.stream().filter(Work::waitsForPlace).forEach(work -> work.thread.interrupt());
  }

  public boolean isDraining() {
    return draining;
  }

  /** Whether nothing is under way whose end is worth waiting for. */
  public boolean isQuiet() {
    return underWay.stream().noneMatch(Work::counts);
  }
}
