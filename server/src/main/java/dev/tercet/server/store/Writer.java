package dev.tercet.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to the database.
 *
 * <p>It takes everything that is queued, up to a bound, into one transaction, because a durable
 * commit costs a sync of the disk whatever it holds. A write that the database turns down takes the
 * others of its transaction with it; each is then tried again by itself, so that one that is too
 * large for the disk does not fail those that fit. A platform thread, since SQLite's calls block.
 */
final class Writer implements AutoCloseable {

  private static final int GROUP = 256;

  /** What SQLite itself allows. */
  private static final long MOST_PAGES = 4_294_967_294L;

  /** One unit of writing. What it throws it throws before it has changed anything. */
  interface Write<T> {
    T on(Connection connection) throws SQLException;
  }

  /** A write on its way; its outcome is told only after the commit. */
  private static final class Queued<T> {
    private final String operation;
    private final Write<T> write;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable Runnable outcome;

    Queued(String operation, Write<T> write) {
      this.operation = operation;
      this.write = write;
    }

    void perform(Connection connection) throws SQLException {
      try {
        T result = write.on(connection);
        outcome = () -> done.complete(result);
      } catch (RuntimeException refused) {
        outcome = () -> done.completeExceptionally(refused);
      }
    }

    void tell() {
      if (outcome != null) {
        outcome.run();
      }
    }
  }

  private final Database database;
  private final Runnable committed;
  private final Thread thread;
  private final Object lock = new Object();
  private List<Queued<?>> queue = new ArrayList<>();
  private boolean closed;
  private volatile long pageLimit;

  /** Confined to the thread; null when it has to be opened again. */
  private @Nullable Connection connection;

  /**
   * @param committed called on the writing thread after each commit, before any caller is told
   */
  Writer(Database database, Runnable committed) {
    this.database = database;
    this.committed = committed;
    this.thread = Thread.ofPlatform().name("journal-writer").daemon().unstarted(this::work);
    thread.start();
  }

  /**
   * Waits until the write is durable. An interrupt does not end the wait: a caller that left would
   * not know whether its events are in the journal.
   */
  <T> T perform(String operation, Write<T> write) {
    Queued<T> queued = new Queued<>(operation, write);
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException(operation + ": the journal is closed");
      }
      queue.add(queued);
      lock.notifyAll();
    }
    try {
      return queued.done.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /** Stands in for a small disk: pages that the file may have, from the next transaction on. */
  void limitPages(long pages) {
    pageLimit = pages;
  }

  private void work() {
    List<Queued<?>> group = next();
    while (!group.isEmpty()) {
      write(group);
      group = next();
    }
    disconnect();
  }

  /** What is queued, at most a group; empty once closed and all is done. */
  private List<Queued<?>> next() {
    synchronized (lock) {
      while (queue.isEmpty() && !closed) {
        try {
          lock.wait();
        } catch (InterruptedException interrupted) {
          // Nobody interrupts this thread; it ends by being closed.
          throw new IllegalStateException("the journal's writer was interrupted", interrupted);
        }
      }
      List<Queued<?>> taken = queue.subList(0, Math.min(GROUP, queue.size()));
      List<Queued<?>> group = List.copyOf(taken);
      taken.clear();
      return group;
    }
  }

  private void write(List<Queued<?>> group) {
    try {
      begin();
    } catch (SQLException failure) {
      disconnect();
      group.forEach(queued -> fail(queued, failure));
      return;
    }
    try {
      perform(group);
    } catch (SQLException failure) {
      disconnect();
      if (group.size() == 1) {
        fail(group.getFirst(), failure);
      } else {
        group.forEach(queued -> write(List.of(queued)));
      }
      return;
    }
    committed.run();
    group.forEach(Queued::tell);
  }

  private void fail(Queued<?> queued, SQLException failure) {
    queued.done.completeExceptionally(database.failure(queued.operation, failure));
  }

  private void begin() throws SQLException {
    try (Statement statement = connected().createStatement()) {
      statement.execute("PRAGMA max_page_count = " + (pageLimit == 0 ? MOST_PAGES : pageLimit));
      statement.execute("BEGIN IMMEDIATE");
    }
  }

  private void perform(List<Queued<?>> group) throws SQLException {
    Connection open = connected();
    for (Queued<?> queued : group) {
      queued.perform(open);
    }
    try (Statement statement = open.createStatement()) {
      statement.execute("COMMIT");
    }
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.connect();
      connection = open;
    }
    return open;
  }

  /** Which also rolls back what is open, whatever state the failure left it in. */
  private void disconnect() {
    Connection open = connection;
    connection = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (SQLException lost) {
      // The connection is given up either way, and what it did not commit is told as failed.
    }
  }

  /** Ends the thread after what is queued. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException interrupt) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
