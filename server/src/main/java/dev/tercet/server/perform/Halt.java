package dev.tercet.server.perform;

import dev.tercet.server.agent.AgentSession;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run: its session is cancelled while there is one, else its thread is interrupted.
 *
 * <p>Any thread may stop; one lock guards the session.
 */
final class Halt {

  private final Thread thread;
  private @Nullable AgentSession session;
  private boolean stopped;
  private boolean over;

  Halt(Thread thread) {
    this.thread = thread;
  }

  void stop() {
    AgentSession held;
    synchronized (this) {
      stopped = true;
      held = session;
      if (held == null && !over) {
        thread.interrupt();
      }
    }
    if (held != null) {
      held.cancel();
    }
  }

  /** From now on stopping cancels this session; at once, if it was asked for before. */
  void hold(AgentSession opened) throws InterruptedException {
    synchronized (this) {
      if (stopped) {
        throw new InterruptedException("stopped before the session was open");
      }
      session = opened;
    }
  }

  synchronized void release() {
    session = null;
  }

  /** Whether it was asked for. */
  synchronized boolean isStopped() {
    return stopped;
  }

  /** Called on the run's own thread, which is not interrupted from now on: it has to write. */
  synchronized void end() {
    over = true;
    Thread.interrupted();
  }
}
