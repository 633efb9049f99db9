package dev.tercet.server.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What ran on this machine at one moment: who is whose parent, and on Linux which run each was
 * started with. Immutable.
 *
 * <p>A look at all processes takes many milliseconds of a processor, and two hundred agents may end
 * at once. So one look serves all who asked before it began, and is taken by a platform thread of
 * its own, which keeps no virtual thread from its carrier.
 */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");
  private static final boolean LINUX = Files.exists(PROC.resolve("self/environ"));

  private static final int LOOKS_AGAIN = 2;
  private static final Duration MOMENT = Duration.ofMillis(1);

  /** The kernel's own threads are below this one. */
  private static final long KERNEL = 2;

  private static final Queue<CompletableFuture<ProcessTable>> WAITING =
      new ConcurrentLinkedQueue<>();
  private static final ExecutorService LOOKING =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("process-table").factory());

  private final Map<Long, List<Long>> children = new HashMap<>();
  private final Map<String, List<Long>> marked = new HashMap<>();

  /** Whose environment is empty: nearly always because it is just becoming another program. */
  private final List<Long> unclear = new ArrayList<>();

  private ProcessTable() {}

  /** What runs now; what is asked for at once by many is looked up once. */
  static ProcessTable now() {
    CompletableFuture<ProcessTable> table = new CompletableFuture<>();
    WAITING.add(table);
    LOOKING.execute(ProcessTable::serve);
    return table.join();
  }

  /** Whether marks can be read on this system. */
  static boolean hasMarks() {
    return LINUX;
  }

  /** The process's descendants. */
  Set<ProcessHandle> below(ProcessHandle process) {
    Set<ProcessHandle> found = new LinkedHashSet<>();
    Deque<ProcessHandle> parents = new ArrayDeque<>(List.of(process));
    while (!parents.isEmpty()) {
      ProcessHandle parent = parents.remove();
      for (long pid : children.getOrDefault(parent.pid(), List.of())) {
        // An id may have been given to somebody else since.
        ProcessHandle.of(pid)
            .filter(child -> child.parent().equals(Optional.of(parent)))
            .filter(found::add)
            .ifPresent(parents::add);
      }
    }
    return found;
  }

  /** Those that were started with that run; none where the system does not tell. */
  List<ProcessHandle> marked(String run) {
    return marked.getOrDefault(run, List.of()).stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(process -> isMarked(process, run))
        .toList();
  }

  /** The run that a process was started with; empty where there is none or it is unreadable. */
  static Optional<String> mark(ProcessHandle process) {
    return marks(process).stream().findFirst();
  }

  /** Whether a process was started with that run; false where that is unreadable. */
  static boolean isMarked(ProcessHandle process, String run) {
    return marks(process).contains(run);
  }

  /** Whether it has ended, and only waits for a parent that may be slow to ask. */
  static boolean isZombie(ProcessHandle process) {
    // Where nothing can be read any more it ended between two looks.
    return LINUX && stat(process.pid()).map(Stat::isZombie).orElse(true);
  }

  private static void serve() {
    List<CompletableFuture<ProcessTable>> served = new ArrayList<>();
    for (var next = WAITING.poll(); next != null; next = WAITING.poll()) {
      served.add(next);
    }
    if (served.isEmpty()) {
      return;
    }
    try {
      ProcessTable table = new ProcessTable();
      table.fill();
      served.forEach(waiting -> waiting.complete(table));
    } catch (RuntimeException failure) {
      served.forEach(waiting -> waiting.completeExceptionally(failure));
    }
  }

  private void fill() {
    if (LINUX) {
      readProc();
      for (int more = 0; more < LOOKS_AGAIN && !unclear.isEmpty(); more++) {
        LockSupport.parkNanos(MOMENT.toNanos());
        List<Long> again = List.copyOf(unclear);
        unclear.clear();
        again.forEach(this::readMarks);
      }
    } else {
      ProcessHandle.allProcesses()
          .forEach(
              process -> process.parent().ifPresent(parent -> add(process.pid(), parent.pid())));
    }
  }

  private void add(long pid, long parent) {
    children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(pid);
  }

  private void readProc() {
    try (Stream<Path> entries = Files.list(PROC)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(c -> c >= '0' && c <= '9'))
          .map(Long::parseLong)
          .forEach(this::readProcess);
    } catch (IOException _) {
      // Without a readable /proc nothing can be known.
    }
  }

  private void readProcess(long pid) {
    Optional<Stat> stat = stat(pid);
    if (stat.isEmpty()) {
      return;
    }
    long parent = stat.get().parent();
    boolean isZombie = stat.get().isZombie();
    if (pid == KERNEL || parent == KERNEL || isZombie) {
      return;
    }
    add(pid, parent);
    readMarks(pid);
  }

  private record Stat(boolean isZombie, long parent) {}

  private static Optional<Stat> stat(long pid) {
    // "12 (name, which may have any characters) S 1 …": its state and its parent.
    String stat = read(pid, "stat").orElse("");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).split(" ", 4);
    return fields.length < 4
        ? Optional.empty()
        : Optional.of(new Stat(fields[1].equals("Z"), Long.parseLong(fields[2])));
  }

  private void readMarks(long pid) {
    Optional<String> environment = read(pid, "environ");
    if (environment.filter(String::isEmpty).isPresent()) {
      unclear.add(pid);
    }
    for (String run : marks(environment.orElse(""))) {
      marked.computeIfAbsent(run, _ -> new ArrayList<>()).add(pid);
    }
  }

  private static List<String> marks(ProcessHandle process) {
    return marks(read(process.pid(), "environ").orElse(""));
  }

  /** An environment may have a variable more than once. */
  private static List<String> marks(String environment) {
    String name = ProcessSpec.RUN_VARIABLE + "=";
    if (!environment.contains(name)) {
      return List.of();
    }
    return Stream.of(environment.split("\0"))
        .filter(variable -> variable.startsWith(name))
        .map(variable -> variable.substring(name.length()))
        .toList();
  }

  /** Nothing where the process has ended, or is another user's and so none of ours. */
  private static Optional<String> read(long pid, String file) {
    if (!LINUX) {
      return Optional.empty();
    }
    try (FileInputStream in = new FileInputStream("/proc/" + pid + "/" + file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
