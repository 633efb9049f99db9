package dev.tercet.server.e2e;

import dev.tercet.server.perform.Performer;
import dev.tercet.server.perform.Reporter;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Brings one kind of effect about and never says so, as a daemon does that dies in between: whoever
 * performs it hangs at its report until the daemon is stopped.
 */
final class Unheard implements Performer {

  private final Performer world;
  private final Class<? extends Effect> kind;
  private final CountDownLatch done;

  Unheard(Performer world, Class<? extends Effect> kind, CountDownLatch done) {
    this.world = world;
    this.kind = kind;
    this.done = done;
  }

  static void await(CountDownLatch done) {
    try {
      if (!done.await(25, TimeUnit.SECONDS)) {
        throw new AssertionError("it was never performed");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void perform(Effect effect, boolean before, Reporter reporter)
      throws InterruptedException {
    world.perform(effect, before, kind.isInstance(effect) ? new Silent(reporter) : reporter);
  }

  private final class Silent implements Reporter {

    private final Reporter reporter;

    Silent(Reporter reporter) {
      this.reporter = reporter;
    }

    @Override
    public Task task() {
      return reporter.task();
    }

    @Override
    public boolean report(Report report) {
      done.countDown();
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.park(this);
      }
      throw new IllegalStateException("the daemon died before it could say " + report);
    }

    @Override
    public boolean await(Predicate<Task> state, Duration limit) throws InterruptedException {
      return reporter.await(state, limit);
    }

    @Override
    public void onStop(Runnable stop) {
      reporter.onStop(stop);
    }
  }
}
