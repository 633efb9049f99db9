package dev.tercet.server.model;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it comes. A thread of its own reads it; one thread takes it piece by piece. What is
 * not taken waits in the connection.
 */
public final class ModelStream implements AutoCloseable {

  private static final int QUEUED = 256;

  private final BlockingQueue<Came> came = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Runnable cancel;
  private final Thread reader;

  private sealed interface Came {
    record Next(Piece piece) implements Came {}

    record Broken(ModelException failure) implements Came {}
  }

  /** Reads an answer and passes on what comes. */
  interface Reading {
    void run(ModelStream to) throws InterruptedException;
  }

  ModelStream(Reading reading, Runnable cancel) {
    this.cancel = cancel;
    this.reader =
        Thread.ofVirtual()
            .name("model-stream")
            .start(
                () -> {
                  try {
                    reading.run(this);
                  } catch (InterruptedException _) {
                    // It was closed: nobody wants to hear the rest.
                    Thread.currentThread().interrupt();
                  }
                });
  }

  void pass(Piece piece) throws InterruptedException {
    came.put(new Came.Next(piece));
  }

  void fail(ModelException failure) throws InterruptedException {
    came.put(new Came.Broken(failure));
  }

  boolean isClosed() {
    return closed.get();
  }

  /**
   * The next piece; null when nothing comes for so long. Nothing comes behind {@link Piece.Whole}.
   *
   * @throws ModelException when the answer failed
   */
  public @Nullable Piece next(Duration limit) throws InterruptedException {
    return switch (came.poll(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      case null -> null;
      case Came.Next(Piece piece) -> piece;
      case Came.Broken(ModelException failure) -> throw failure;
    };
  }

  /** Breaks the request off, if it is not over. Idempotent; does not wait. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      cancel.run();
      reader.interrupt();
    }
  }
}
