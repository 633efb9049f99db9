package dev.tercet.server.mcp;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What has changed since it was last told. The same change twice is one piece of news, so however
 * slowly a client reads, this does not grow beyond what can change. Guarded by its lock.
 */
final class News implements Provider.Changes {

  /** A notification to come. */
  record Item(String method, String uri) {

    static Item of(String list) {
      return new Item("notifications/" + list + "/list_changed", "");
    }

    static Item updated(String uri) {
      return new Item("notifications/resources/updated", uri);
    }
  }

  private final Predicate<Item> wanted;
  private final Set<Item> waiting = new LinkedHashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();

  /** Keeps only what is wanted. */
  News(Predicate<Item> wanted) {
    this.wanted = wanted;
  }

  /** The next piece of news; waits for it. */
  Item take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        something.await();
      }
      Item first = waiting.iterator().next();
      waiting.remove(first);
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void put(Item item) {
    if (!wanted.test(item)) {
      return;
    }
    lock.lock();
    try {
      waiting.add(item);
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void toolsChanged() {
    put(Item.of("tools"));
  }

  @Override
  public void promptsChanged() {
    put(Item.of("prompts"));
  }

  @Override
  public void resourcesChanged() {
    put(Item.of("resources"));
  }

  @Override
  public void updated(String uri) {
    put(Item.updated(uri));
  }
}
