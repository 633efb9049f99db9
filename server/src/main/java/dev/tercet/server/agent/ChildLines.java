package dev.tercet.server.agent;

import dev.tercet.server.process.Child;
import dev.tercet.server.process.ChildListener;
import dev.tercet.server.process.Line;
import dev.tercet.server.process.LineLimits;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A child process of which one consumer takes what it writes, line by line.
 *
 * <p>What comes is queued. The queue holds a bounded number of characters, so that a child that
 * writes more than is taken waits in its own pipe. What goes out is written by a thread of its own,
 * because a child that does not read would otherwise hold the caller for ever.
 */
public final class ChildLines implements AutoCloseable {

  /** What comes from the child. */
  public sealed interface Piece {

    /** A line of standard output. */
    record Out(String line) implements Piece {}

    /** A line of standard error, at most 2,000 characters of it. */
    record Err(String line) implements Piece {}

    /** A line or all lines together were more than is read. */
    record TooMuch(String what) implements Piece {}

    /** The process is gone and nothing more will come. */
    record Ended(int exitCode) implements Piece {}
  }

  private static final int QUEUED = 16_000_000;
  private static final int LONGEST_COMPLAINT = 2_000;
  private static final int COMPLAINTS_KEPT = 20;

  private final LineLimits limits;
  private final Consumer<String> atOnce;
  private final Runnable atEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();

  /** What waits for its turn. Guarded by the lock, as is who takes lines meanwhile. */
  private final Deque<Queued> in = new ArrayDeque<>();

  private @Nullable Predicate<String> meanwhile;
  private final BlockingQueue<Optional<String>> out = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(QUEUED);
  private final Deque<String> complaints = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Child child;

  private record Queued(Piece piece, int size) {}

  /**
   * Starts the program.
   *
   * @param atOnce sees every line of standard output before it is queued, on the thread that reads,
   *     which it must not hold
   * @param atEnd runs when the program has ended, before that is queued; must not wait
   * @throws dev.tercet.server.process.ProcessException when it cannot be started
   */
  public ChildLines(
      Processes processes,
      ProcessSpec spec,
      LineLimits limits,
      Consumer<String> atOnce,
      Runnable atEnd) {
    this.limits = limits;
    this.atEnd = atEnd;
    this.atOnce = atOnce;
    this.child = processes.start(spec, limits, new Reader());
    Thread.ofPlatform().daemon().name("agent-stdin").start(this::write);
  }

  /** Sends a line, in its turn; never waits. What a child does not take any more is dropped. */
  public void send(String line) {
    out.add(Optional.of(line));
  }

  /** Ends the child's input, behind what was sent. */
  public void endInput() {
    out.add(Optional.empty());
  }

  /** The next thing that comes; null when nothing does for so long. */
  public @Nullable Piece next(Duration limit) throws InterruptedException {
    return next(limit, _ -> false);
  }

  /**
   * The next thing that comes and was not taken meanwhile; null when nothing does for so long.
   *
   * <p>A chatty child is cheap that way: its lines are dealt with where they are read, and whoever
   * waits here is not woken for each.
   *
   * @param taker is offered the lines of standard output, on the thread that reads and only while
   *     this one waits; says whether it has dealt with it
   */
  public @Nullable Piece next(Duration limit, Predicate<String> taker) throws InterruptedException {
    Queued queued;
    lock.lockInterruptibly();
    try {
      meanwhile = taker;
      for (long left = limit.toNanos(); in.isEmpty(); left = filled.awaitNanos(left)) {
        if (left <= 0) {
          return null;
        }
      }
      queued = in.remove();
    } finally {
      meanwhile = null;
      lock.unlock();
    }
    room.release(queued.size());
    return queued.piece();
  }

  /** The last lines of standard error, to be put behind a sentence. */
  public String complaints() {
    synchronized (complaints) {
      String last = String.join("\n", complaints).strip();
      return last.isEmpty()
          ? ", with nothing on its error stream"
          : "; its error stream ends:\n" + last;
    }
  }

  /** Ends the process and everything it started, in a few seconds at most. Idempotent. */
  public void end(Duration grace) {
    if (closed.compareAndSet(false, true)) {
      // Whoever reads may wait for room, and would keep the pipe from being read to its end.
      room.release(Integer.MAX_VALUE / 2);
      child.end(grace);
      endInput();
    }
  }

  @Override
  public void close() {
    end(Duration.ofSeconds(1));
  }

  private void write() {
    try {
      for (Optional<String> line = out.take(); line.isPresent(); line = out.take()) {
        child.writeLine(line.get());
      }
      child.closeInput();
    } catch (IOException _) {
      // The child is gone or has closed its input. That it ended is told by the other stream.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void queue(Piece piece, int size) {
    if (!closed.get()) {
      int weight = Math.min(size + 64, QUEUED);
      room.acquireUninterruptibly(weight);
      add(new Queued(piece, weight));
    }
  }

  private void add(Queued queued) {
    lock.lock();
    try {
      in.add(queued);
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean isTakenMeanwhile(String line) {
    lock.lock();
    try {
      Predicate<String> taker = meanwhile;
      return taker != null && in.isEmpty() && taker.test(line);
    } finally {
      lock.unlock();
    }
  }

  /** Runs on the threads that read the pipes. */
  private final class Reader implements ChildListener {

    @Override
    public void out(Line line) {
      if (line.isWhole()) {
        atOnce.accept(line.text());
        if (!isTakenMeanwhile(line.text())) {
          queue(new Piece.Out(line.text()), line.text().length());
        }
      } else {
        queue(new Piece.TooMuch("a line of more than " + limits.lineBytes() + " bytes"), 0);
      }
    }

    @Override
    public void err(Line line) {
      String text = line.text();
      String kept = text.length() > LONGEST_COMPLAINT ? text.substring(0, LONGEST_COMPLAINT) : text;
      synchronized (complaints) {
        complaints.addLast(kept);
        if (complaints.size() > COMPLAINTS_KEPT) {
          complaints.removeFirst();
        }
      }
      queue(new Piece.Err(kept), kept.length());
    }

    @Override
    public void flooded() {
      queue(new Piece.TooMuch("more than " + limits.totalBytes() + " bytes"), 0);
    }

    @Override
    public void ended(int exitCode) {
      atEnd.run();
      add(new Queued(new Piece.Ended(exitCode), 0));
    }
  }
}
