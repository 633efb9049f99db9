package dev.tercet.server.agent;

import org.jspecify.annotations.Nullable;

/**
 * The wish to end a session's turns, from any thread. Once made it stays: a session that was
 * cancelled takes no further prompt.
 */
public final class Stop {

  /** Something that waits and can be interrupted. */
  public interface Waiting<T> {
    T await() throws InterruptedException, TurnOver;
  }

  private @Nullable Thread waiting;
  private boolean requested;

  /** Makes the wish; ends what {@link #during} waits for. */
  public synchronized void request() {
    requested = true;
    wake();
  }

  /** Ends what {@link #during} waits for by an interrupt, without the wish to stop. */
  public synchronized void wake() {
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** Whether the wish was made. */
  public synchronized boolean isRequested() {
    return requested;
  }

  /**
   * Waits in such a way that {@link #request} ends it.
   *
   * @throws TurnOver as cancelled, when the wish is made before or meanwhile
   */
  public <T> T during(Waiting<T> wait) throws InterruptedException, TurnOver {
    begin();
    try {
      return wait.await();
    } catch (InterruptedException interrupted) {
      if (isRequested()) {
        throw new TurnOver(new TurnResult.Cancelled());
      }
      throw interrupted;
    } finally {
      end();
    }
  }

  private synchronized void begin() throws TurnOver {
    if (requested) {
      throw new TurnOver(new TurnResult.Cancelled());
    }
    waiting = Thread.currentThread();
  }

  private synchronized void end() {
    waiting = null;
    if (requested) {
      // The interrupt was ours and has done its work.
      Thread.interrupted();
    }
  }
}
