package dev.tercet.server.store;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Values that are made ahead on threads of their own and taken in order: no more of them at a time
 * than asked for. Confined to the thread that takes.
 */
final class Prefetch<T> implements AutoCloseable {

  private final ExecutorService makers;
  private final Queue<Future<T>> ahead = new ArrayDeque<>();
  private final LongFunction<T> maker;
  private final long count;
  private long begun;

  /**
   * @param count of the values; {@code maker} is called with 0 to {@code count - 1}, on any thread
   * @param most values that are made and not yet taken
   */
  Prefetch(String threads, int most, long count, LongFunction<T> maker) {
    this.makers =
        Executors.newFixedThreadPool(most, Thread.ofPlatform().daemon().name(threads, 0).factory());
    this.maker = maker;
    this.count = count;
    for (int number = 0; number < most; number++) {
      beginOne();
    }
  }

  private void beginOne() {
    if (begun < count) {
      long number = begun++;
      ahead.add(makers.submit(() -> maker.apply(number)));
    }
  }

  /**
   * The next value, waited for.
   *
   * @throws RuntimeException that making it threw
   */
  T next() {
    Future<T> first = ahead.remove();
    try {
      T value = first.get();
      beginOne();
      return value;
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("a page could not be made", failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading ahead", stopped);
    }
  }

  /** Lets go of what nobody took, and waits until no thread is at work on it. */
  @Override
  public void close() {
    ahead.forEach(future -> future.cancel(false));
    makers.close();
  }
}
