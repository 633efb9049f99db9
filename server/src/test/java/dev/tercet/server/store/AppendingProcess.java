package dev.tercet.server.store;

import dev.tercet.server.workflow.TaskId;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * A process to be killed: several threads append for ever, each to a task of its own, and a line
 * goes to standard output for every position that was acknowledged.
 */
final class AppendingProcess {

  private static final int THREADS = 4;

  private AppendingProcess() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    Journal journal = Journal.open(Path.of(arguments[0]));
    for (int number = 0; number < THREADS; number++) {
      TaskId task = new TaskId("task-" + number);
      Thread.ofPlatform().start(() -> append(journal, task, out));
    }
  }

  private static void append(Journal journal, TaskId task, PrintStream out) {
    long seq = journal.read(task).size();
    while (!out.checkError()) {
      int count = 1 + (int) (seq % 3);
      for (Recorded event : journal.append(task, seq, Journals.DAEMON, Journals.payloads(count))) {
        seq = event.seq();
        out.println(event.position() + " " + event.hash());
      }
    }
  }
}
