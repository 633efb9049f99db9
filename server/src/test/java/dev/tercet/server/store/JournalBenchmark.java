package dev.tercet.server.store;

import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Prints what the journal costs on this machine; no part of the tests. */
final class JournalBenchmark {

  private static final int EVENTS = 100_000;
  private static final int TASKS = 100;
  private static final int COMMITS = 1_000;

  private final EventCodec codec = new EventCodec();
  private final List<Payload> samples = SampleEvents.all().stream().map(codec::encode).toList();

  private JournalBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory(Path.of(arguments[0]), "journal-benchmark-");
    try {
      new JournalBenchmark().run(home);
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Path home) throws InterruptedException, IOException {
    long start = System.nanoTime();
    try (Journal journal = Journal.open(home)) {
      print("open, first in the process", start);
      commits(journal);
      together(journal);
      start = System.nanoTime();
      fill(journal);
      print("append %,d events, 100 at a time".formatted(EVENTS), start);
      System.out.printf("%-48s %,9d KiB%n", "file", Files.size(home.resolve("journal.db")) / 1024);
    }
    start = System.nanoTime();
    try (Journal journal = Journal.open(home)) {
      print("open again", start);
      for (int round = 0; round < 3; round++) {
        replay(journal);
      }
      start = System.nanoTime();
      journal.tasks().forEach(journal::verify);
      print("verify everything", start);
    }
  }

  private void commits(Journal journal) {
    TaskId task = new TaskId("commits");
    long[] nanos = new long[COMMITS];
    for (int seq = 0; seq < COMMITS; seq++) {
      long start = System.nanoTime();
      journal.append(task, seq, Journals.DAEMON, List.of(sample(seq)));
      nanos[seq] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%-48s %,9d µs, p99 %,d µs%n",
        "one durable append, median",
        nanos[COMMITS / 2] / 1_000,
        nanos[COMMITS * 99 / 100] / 1_000);
  }

  private void together(Journal journal) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(64);
    long start = System.nanoTime();
    for (int number = 0; number < 64; number++) {
      TaskId task = new TaskId("together-" + number);
      Thread.ofVirtual()
          .start(
              () -> {
                for (int seq = 0; seq < 50; seq++) {
                  journal.append(task, seq, Journals.DAEMON, List.of(sample(seq)));
                }
                done.countDown();
              });
    }
    done.await();
    print("64 tasks append 50 events each, one by one", start);
  }

  private void fill(Journal journal) {
    for (int task = 0; task < TASKS; task++) {
      TaskId id = new TaskId("task-" + task);
      for (int seq = 0; seq < EVENTS / TASKS; seq += 100) {
        List<Payload> events = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
          events.add(sample(task + seq + number));
        }
        journal.append(id, seq, Journals.DAEMON, events);
      }
    }
  }

  private Payload sample(int number) {
    return samples.get(number % samples.size());
  }

  private void replay(Journal journal) {
    long start = System.nanoTime();
    List<Event> last = new ArrayList<>();
    journal.readAll(
        1,
        recorded -> {
          last.clear();
          codec.decode(recorded).ifPresent(last::add);
        });
    print("read and decode all %,d".formatted(journal.lastPosition()), start);
    start = System.nanoTime();
    journal.readAll(1, recorded -> last.clear());
    print("  of which reading", start);
  }

  private static void print(String what, long start) {
    System.out.printf("%-48s %,9d ms%n", what, (System.nanoTime() - start) / 1_000_000);
  }
}
