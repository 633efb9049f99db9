package dev.tercet.server.agent;

import java.util.Optional;
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
  private @Nullable Object reason;
  private @Nullable Object wokenEarly;
  private boolean requested;
  private boolean woken;

  /** Makes the wish; ends what is waited for. */
  public synchronized void request() {
    requested = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** Ends the wait for that very reason, which may be going on or be about to begin. */
  public synchronized void wake(Object waitedFor) {
    if (waiting != null && waitedFor.equals(reason)) {
      woken = true;
      waiting.interrupt();
    } else {
      wokenEarly = waitedFor;
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
    begin(null);
    try {
      return wait.await();
    } catch (InterruptedException interrupted) {
      if (isRequested()) {
        throw cancelled();
      }
      throw interrupted;
    } finally {
      end();
    }
  }

  /**
   * Waits in such a way that {@link #request}, or {@link #wake} with the same reason, ends it.
   *
   * @param why equal to no other reason
   * @return empty also when it was woken
   * @throws TurnOver as cancelled, when the wish is made before or meanwhile
   */
  public <T> Optional<T> during(Object why, Waiting<Optional<T>> wait)
      throws InterruptedException, TurnOver {
    begin(why);
    try {
      return isWoken() ? Optional.empty() : wait.await();
    } catch (InterruptedException interrupted) {
      if (isRequested()) {
        throw cancelled();
      }
      if (isWoken()) {
        return Optional.empty();
      }
      throw interrupted;
    } finally {
      end();
    }
  }

  private static TurnOver cancelled() {
    return new TurnOver(new TurnResult.Cancelled());
  }

  private synchronized boolean isWoken() {
    return woken;
  }

  private synchronized void begin(@Nullable Object why) throws TurnOver {
    if (requested) {
      throw cancelled();
    }
    waiting = Thread.currentThread();
    reason = why;
    woken = why != null && why.equals(wokenEarly);
  }

  private synchronized void end() {
    waiting = null;
    reason = null;
    if (requested || woken) {
      // The interrupt was ours and has done its work.
      Thread.interrupted();
    }
    woken = false;
  }
}
