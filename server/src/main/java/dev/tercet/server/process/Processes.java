package dev.tercet.server.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs, reads what they print and ends them with everything they started.
 *
 * <p>One permanent platform thread starts every child, because a sandbox that dies with its parent
 * dies with the thread that started it. Pipes are read by platform threads of a cached pool,
 * because a blocked pipe read would hold a virtual thread's carrier. Methods may be called from any
 * thread.
 */
public final class Processes implements AutoCloseable {

  /**
   * Between asking a program to end and killing it: enough for git to take back a checkout that it
   * has begun.
   */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** The same for all that still run when the daemon ends. */
  private static final Duration LAST_GRACE = Duration.ofMillis(500);

  /** How long a pipe is read after its program ended: a survivor may hold it open for ever. */
  private static final Duration PIPE_GRACE = Duration.ofSeconds(2);

  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(daemonThreads("process-starter"));
  private final ExecutorService readers =
      Executors.newCachedThreadPool(daemonThreads("process-pipe-"));
  private final Set<ProcessHandle> roots = ConcurrentHashMap.newKeySet();
  private final Set<Child> children = ConcurrentHashMap.newKeySet();

  /** {@link #run(ProcessSpec, byte[])} with nothing on standard input. */
  public ProcessResult run(ProcessSpec spec) {
    return run(spec, new byte[0]);
  }

  /**
   * Runs a program to its end, or to the end of its time, and then ends what it left running.
   *
   * <p>A descendant that outlives the program is found only by its run variable; without one in the
   * environment it lives on, and at most holds a reader thread.
   *
   * @param input given to standard input, which is then closed
   * @throws ProcessException when it cannot be started, or this thread is interrupted, in which
   *     case the tree is ended and the thread's interrupt is kept
   */
  public ProcessResult run(ProcessSpec spec, byte[] input) {
    Process process = launch(spec);
    ProcessTree tree = tree(process, spec);
    HeadAndTail out = new HeadAndTail(spec.outputLimit());
    HeadAndTail err = new HeadAndTail(spec.outputLimit());
    CountDownLatch drained = new CountDownLatch(2);
    read(process.getInputStream(), out::drain, drained);
    read(process.getErrorStream(), err::drain, drained);
    readers.execute(() -> write(process.getOutputStream(), input));
    try {
      boolean timedOut = !process.waitFor(spec.timeout().toNanos(), TimeUnit.NANOSECONDS);
      if (timedOut || spec.environment().containsKey(ProcessSpec.RUN_VARIABLE)) {
        tree.end(Set.of(), GRACE);
      }
      int exitCode = process.waitFor();
      drained.await(PIPE_GRACE.toNanos(), TimeUnit.NANOSECONDS);
      return new ProcessResult(exitCode, out.captured(), err.captured(), timedOut);
    } catch (InterruptedException e) {
      tree.end(Set.of(), GRACE);
      Thread.currentThread().interrupt();
      throw new ProcessException(spec.command(), spec.command().getFirst() + ": interrupted", e);
    } finally {
      roots.remove(process.toHandle());
    }
  }

  /**
   * Starts a program to talk with. It runs until it ends or {@link Child#end} or {@link #close}
   * ends it; timeout and output limit of the spec are not applied.
   *
   * @throws ProcessException when it cannot be started
   */
  public Child start(ProcessSpec spec, LineLimits limits, ChildListener listener) {
    Process process = launch(spec);
    Child child = new Child(process, tree(process, spec), readers);
    children.add(child);
    LineReader out = new LineReader(limits, listener::out, listener::flooded);
    LineReader err = new LineReader(limits, listener::err, listener::flooded);
    CountDownLatch drained = new CountDownLatch(2);
    read(process.getInputStream(), out::drain, drained);
    read(process.getErrorStream(), err::drain, drained);
    readers.execute(() -> awaitEnd(child, process, drained, listener));
    return child;
  }

  /** Ends every child that {@link #start} started and that still runs, all at once. */
  @Override
  public void close() {
    List<Thread> ending =
        List.copyOf(children).stream()
            .map(child -> Thread.ofPlatform().start(() -> child.end(LAST_GRACE)))
            .toList();
    try {
      for (Thread thread : ending) {
        thread.join();
      }
    } catch (InterruptedException _) {
      // The children are ended all the same; only nobody waits for it.
      Thread.currentThread().interrupt();
    }
    starter.shutdown();
  }

  private void awaitEnd(
      Child child, Process process, CountDownLatch drained, ChildListener listener) {
    try {
      int exitCode = process.waitFor();
      child.endSurvivors(GRACE);
      drained.await(PIPE_GRACE.toNanos(), TimeUnit.NANOSECONDS);
      listener.ended(exitCode);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      roots.remove(process.toHandle());
      children.remove(child);
    }
  }

  private Process launch(ProcessSpec spec) {
    Path program = program(spec);
    if (!Files.isDirectory(spec.directory())) {
      throw refused(spec, "the working directory " + spec.directory() + " does not exist", null);
    }
    List<String> command = new ArrayList<>(spec.command());
    command.set(0, program.toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(spec.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    try {
      Process process = uninterrupted(starter.submit(builder::start));
      roots.add(process.toHandle());
      return process;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw refused(spec, cause == null ? "" : String.valueOf(cause.getMessage()), cause);
    }
  }

  private static Path program(ProcessSpec spec) {
    String name = spec.command().getFirst();
    if (Path.of(name).isAbsolute()) {
      return Path.of(name);
    }
    if (name.contains("/")) {
      return spec.directory().resolve(name);
    }
    return Executables.find(name, spec.environment())
        .orElseThrow(() -> refused(spec, "no such program on the PATH it was given", null));
  }

  private static ProcessException refused(
      ProcessSpec spec, String reason, @Nullable Throwable cause) {
    return new ProcessException(
        spec.command(), "cannot start " + spec.command().getFirst() + ": " + reason, cause);
  }

  /** Starting is short, and giving up on it would leave a child that nobody knows of. */
  private static Process uninterrupted(Future<Process> starting) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return starting.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void read(InputStream stream, Consumer<InputStream> reader, CountDownLatch drained) {
    readers.execute(
        () -> {
          try {
            reader.accept(stream);
          } finally {
            drained.countDown();
          }
        });
  }

  private static void write(OutputStream stdin, byte[] input) {
    try (stdin) {
      stdin.write(input);
    } catch (IOException _) {
      // A program may end without having read all it was given; how it ended says whether that
      // matters.
    }
  }

  private ProcessTree tree(Process process, ProcessSpec spec) {
    ProcessHandle root = process.toHandle();
    return new ProcessTree(
        root, spec.environment().get(ProcessSpec.RUN_VARIABLE), other -> isOfAnother(root, other));
  }

  /** Whether a process belongs to another child of ours, which may carry the same run. */
  private boolean isOfAnother(ProcessHandle root, ProcessHandle process) {
    Optional<ProcessHandle> ancestor = Optional.of(process);
    while (ancestor.isPresent() && !roots.contains(ancestor.get())) {
      ancestor = ancestor.get().parent();
    }
    return ancestor.isPresent() && !ancestor.get().equals(root);
  }

  private static ThreadFactory daemonThreads(String name) {
    return Thread.ofPlatform().daemon().name(name, 0).factory();
  }
}
