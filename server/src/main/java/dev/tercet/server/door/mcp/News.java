package dev.tercet.server.door.mcp;

import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TercetClient;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Watching;
import dev.tercet.server.mcp.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What happens to tasks, for hosts that subscribed and for calls that wait. Begins to listen when
 * the first needs it. Its counter is guarded by its lock.
 */
final class News implements TercetClient {

  private final App app;
  private final List<Provider.Changes> listeners = new CopyOnWriteArrayList<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Watching> watching = new AtomicReference<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count;

  News(App app) {
    this.app = app;
  }

  Provider.Watch watch(Provider.Changes changes) {
    listen();
    listeners.add(changes);
    return () -> listeners.remove(changes);
  }

  private void listen() {
    if (watching.get() == null) {
      Watching mine = app.watching(this, () -> true);
      if (watching.compareAndSet(null, mine)) {
        app.views().list(null, true).tasks().forEach(task -> known.add(task.id()));
        mine.subscribe(null);
      }
    }
  }

  /** A number that grows with everything that happens. */
  long now() {
    listen();
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something happened after that number, or the time is over. */
  void await(long after, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (count == after && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The time after which a wait says that it still waits. */
  static Duration tick() {
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(5));
  }

  @Override
  public void taskChanged(TaskChanged change) {
    lock.lock();
    try {
      count++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean isNew = known.add(change.task());
    boolean isGone =
        change.summary() != null && change.summary().state().kind() == TaskState.Kind.DELETED;
    for (Provider.Changes listener : listeners) {
      if (isNew || isGone) {
        listener.resourcesChanged();
      }
      TaskUri.allOf(change.task()).forEach(listener::updated);
    }
  }

  @Override
  public void inboxChanged(Inbox inbox) {
    listeners.forEach(listener -> listener.updated(TaskUri.INBOX));
  }

  @Override
  public void runOutput(RunOutput output) {}
}
