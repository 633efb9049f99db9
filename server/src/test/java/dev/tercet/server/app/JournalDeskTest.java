package dev.tercet.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.JournalCheck;
import dev.tercet.protocol.JournalLines;
import dev.tercet.server.runtime.EventLog;
import dev.tercet.server.store.AppendContext;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.Happened;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.workflow.Charter;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Delivery;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Folding;
import dev.tercet.server.workflow.MergeStrategy;
import dev.tercet.server.workflow.Policy;
import dev.tercet.server.workflow.TaskId;
import dev.tercet.server.workflow.Ticket;
import dev.tercet.server.workflow.Workflow;
import dev.tercet.server.workflow.WorkflowConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDeskTest {

  private static final TaskId TASK = new TaskId("csv-export-k3f9");
  private static final List<Event> EVENTS =
      List.of(
          new Event.TaskCreated(charter()),
          new Event.TaskStarted(),
          new Event.TaskPaused("lunch"),
          new Event.TaskResumed(),
          new Event.TaskAbandoned("no time"));

  @TempDir Path home;

  @Test
  void exports_every_event_from_the_first_to_the_last() {
    try (Journal journal = Journal.open(home)) {
      JournalDesk desk = desk(journal);
      assertThat(seqs(desk.export("csv", null, null).lines())).containsExactly(1, 2, 3, 4, 5);
      assertThat(seqs(desk.export("csv", 4L, null).lines())).containsExactly(4, 5);

      List<String> paged = new ArrayList<>();
      Long from = 1L;
      while (from != null) {
        JournalLines page = desk.export("csv", from, 2);
        paged.addAll(page.lines());
        from = page.next();
      }
      assertThat(seqs(paged)).containsExactly(1, 2, 3, 4, 5);
    }
  }

  @Test
  void says_up_to_where_the_chain_is_whole() {
    try (Journal journal = Journal.open(home)) {
      JournalCheck check = desk(journal).verify("csv");
      assertThat(check.events()).isEqualTo(5);
      assertThat(check.intact()).isTrue();
      assertThat(check.text()).matches("every hash fits, up to [0-9a-f]{64}");
    }
  }

  private static JournalDesk desk(Journal journal) {
    EventCodec codec = new EventCodec();
    AppendContext context = AppendContext.daemon(Instant.parse("2026-03-04T05:06:07Z"), null);
    List<Recorded> recorded =
        journal.append(TASK, 0, context, EVENTS.stream().map(codec::encode).toList());
    ReadModel model = new ReadModel();
    Instant at = recorded.getFirst().at();
    Folding task = new Folding((Event.TaskCreated) EVENTS.getFirst(), at);
    EVENTS.stream().skip(1).forEach(event -> task.add(event, at));
    for (int i = 0; i < EVENTS.size(); i++) {
      model.happened(Happened.of(recorded.get(i), EVENTS.get(i)));
    }
    model.became(task.task());
    return new JournalDesk(journal, new EventLog(journal, codec, model), model);
  }

  private static List<Integer> seqs(List<String> lines) {
    return lines.stream()
        .map(line -> Integer.valueOf(line.replaceAll(".*\"seq\":([0-9]+),.*", "$1")))
        .toList();
  }

  private static Charter charter() {
    return new Charter(
        TASK,
        new Ticket("CSV export", "", List.of()),
        "/repository",
        "/repository/.git",
        "/repository/.git",
        new CommitId("0c".repeat(20)),
        "main",
        "tercet/" + TASK,
        Delivery.LOCAL,
        new Workflow("quick", "Quick", "", WorkflowConfig.SILENT, List.of()),
        new Policy(
            null, null, null, 2, 3, Duration.ofMinutes(30), MergeStrategy.MERGE, true, true, false),
        null,
        null);
  }
}
