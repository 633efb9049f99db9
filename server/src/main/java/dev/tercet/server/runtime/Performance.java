package dev.tercet.server.runtime;

import dev.tercet.server.perform.Performer;
import dev.tercet.server.perform.Reporter;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One effect being performed on a virtual thread of its own, until it is done or stopped. */
final class Performance {

  private final Effect effect;
  private final Reporter mail;
  private final List<Runnable> stops = new ArrayList<>();
  private boolean stopped;
  private volatile boolean told;
  private @Nullable Thread thread;

  Performance(Effect effect, Reporter mail) {
    this.effect = effect;
    this.mail = mail;
  }

  Effect effect() {
    return effect;
  }

  /** Whether the task took anything that was reported. */
  boolean told() {
    return told;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Starts performing; {@code over} is called at the end, however it comes. */
  synchronized void start(Performer performer, boolean before, Failure failure, Runnable over) {
    thread =
        Thread.ofVirtual()
            .name("perform-" + mail.task().id() + "-" + effect.id())
            .start(
                () -> {
                  try {
                    performer.perform(effect, before, new Watched());
                  } catch (InterruptedException _) {
                    // Stopped: what is out there is found again when the effect is wanted again.
                  } catch (RuntimeException failed) {
                    // What fails because it was stopped is no failure; it is looked for again.
                    if (!isStopped()) {
                      failure.failed(effect, failed, new Watched());
                    }
                  } finally {
                    over.run();
                  }
                });
  }

  /** Asks it to end: by its own way where it has one, and by interrupting it. */
  void stop() {
    List<Runnable> calls;
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
      calls = List.copyOf(stops);
      if (calls.isEmpty() && thread != null) {
        thread.interrupt();
      }
    }
    calls.forEach(Runnable::run);
  }

  /** Waits until it is over, or that time has come in the clock of {@link System#nanoTime}. */
  void awaitEnd(long end) throws InterruptedException {
    Thread performing;
    synchronized (this) {
      performing = thread;
    }
    long left = end - System.nanoTime();
    if (performing != null && left > 0) {
      performing.join(Duration.ofNanos(left));
    }
  }

  /** What to do when performing threw. */
  interface Failure {
    void failed(Effect effect, RuntimeException failure, Reporter reporter);
  }

  private final class Watched implements Reporter {

    @Override
    public Task task() {
      return mail.task();
    }

    @Override
    public boolean report(Report report) {
      boolean taken = mail.report(report);
      told |= taken;
      return taken;
    }

    @Override
    public boolean await(Predicate<Task> state, Duration limit) throws InterruptedException {
      return mail.await(state, limit);
    }

    @Override
    public void onStop(Runnable stop) {
      boolean now;
      synchronized (Performance.this) {
        stops.add(stop);
        now = stopped;
      }
      if (now) {
        stop.run();
      }
    }
  }
}
