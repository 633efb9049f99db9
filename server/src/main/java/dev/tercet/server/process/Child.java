package dev.tercet.server.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A running program whose lines go to a {@link ChildListener} and to whom lines can be written.
 *
 * <p>All methods may be called from any thread; what is written is not interleaved within a line.
 */
public final class Child {

  private final Process process;
  private final ProcessTree tree;
  private final Executor threads;
  private final Instant startedAt;
  private final OutputStream stdin;

  Child(Process process, ProcessTree tree, Executor threads) {
    this.process = process;
    this.threads = threads;
    this.tree = tree;
    this.startedAt = process.info().startInstant().orElseGet(Instant::now);
    this.stdin = process.getOutputStream();
  }

  /** The system's id of the process, unique together with {@link #startedAt}. */
  public long pid() {
    return process.pid();
  }

  /** When it was started, as the system has it: what {@link Orphan} is compared with. */
  public Instant startedAt() {
    return startedAt;
  }

  /**
   * Writes a line and its end to standard input at once; blocks while the pipe is full.
   *
   * @throws IOException when the child no longer reads
   */
  public void writeLine(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (stdin) {
      stdin.write(bytes);
      stdin.flush();
    }
  }

  /** Ends standard input; a second call does nothing. */
  public void closeInput() {
    try {
      stdin.close();
    } catch (IOException _) {
      // What was not read by the child is of no use to anybody now.
    }
  }

  /** Whether the process itself runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the process to end by itself; empty when it still runs after that time. */
  public OptionalInt waitFor(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /**
   * Ends the whole tree: closes standard input, waits, asks everything to end, waits again, kills
   * what is left. Nothing of it is alive afterwards, as far as the system lets us find it.
   *
   * @param grace for each of the two waits
   */
  public void end(Duration grace) {
    var remembered = tree.alive();
    // Closing waits for a writer that is stuck in a full pipe, who is freed only by the killing.
    threads.execute(this::closeInput);
    try {
      process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      // Whoever interrupts wants this to be over sooner, not the child to live on.
      Thread.currentThread().interrupt();
    }
    tree.end(remembered, grace);
  }

  /** Ends what the process left running when it ended by itself. */
  void endSurvivors(Duration grace) {
    tree.end(Set.of(), grace);
  }
}
