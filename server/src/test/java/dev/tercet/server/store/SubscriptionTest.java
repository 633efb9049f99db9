package dev.tercet.server.store;

import static dev.tercet.server.store.Journals.DAEMON;
import static dev.tercet.server.store.Journals.TASK;
import static dev.tercet.server.store.Journals.payloads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path home;

  /** Keeps what it was told. */
  private static final class Heard implements JournalListener {
    private final List<Long> positions = new CopyOnWriteArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final Consumer<Recorded> first;

    Heard(Consumer<Recorded> first) {
      this.first = first;
    }

    @Override
    public void recorded(Recorded event) {
      first.accept(event);
      positions.add(event.position());
    }

    @Override
    public void failed(RuntimeException failure) {
      failures.add(failure);
    }
  }

  private static List<Long> positions(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void sees_each_position_once_and_in_order_while_others_append() throws Exception {
    try (Journal journal = Journal.open(home);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      journal.append(TASK, 0, DAEMON, payloads(1_500));
      List<Future<?>> appenders = new ArrayList<>();
      for (int number = 0; number < 10; number++) {
        TaskId task = new TaskId("task-" + number);
        appenders.add(
            executor.submit(
                () -> {
                  for (int seq = 0; seq < 40; seq++) {
                    journal.append(task, seq, DAEMON, payloads(1));
                  }
                }));
      }
      List<Heard> listeners = new ArrayList<>();
      for (int number = 0; number < 4; number++) {
        Heard heard = new Heard(event -> {});
        listeners.add(heard);
        journal.subscribe(700, heard);
      }
      for (Future<?> appender : appenders) {
        appender.get();
      }
      for (Heard heard : listeners) {
        await().atMost(LONG).until(() -> heard.positions.size() >= 1_201);
        assertThat(heard.positions).isEqualTo(positions(700, 1_900));
        assertThat(heard.failures).isEmpty();
      }
    }
  }

  @Test
  void a_slow_listener_holds_up_nobody_and_misses_nothing() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Heard slow = new Heard(event -> waitFor(gate));
    try (Journal journal = Journal.open(home)) {
      journal.subscribe(1, slow);
      for (int seq = 0; seq < 300; seq += 10) {
        journal.append(TASK, seq, DAEMON, payloads(10));
      }
      gate.countDown();
      await().atMost(LONG).until(() -> slow.positions.size() == 300);
      assertThat(slow.positions).isEqualTo(positions(1, 300));
    }
  }

  private static void waitFor(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void nothing_comes_after_closing_it_from_within() {
    List<Subscription> own = new CopyOnWriteArrayList<>();
    CountDownLatch subscribed = new CountDownLatch(1);
    try (Journal journal = Journal.open(home)) {
      journal.append(TASK, 0, DAEMON, payloads(10));
      Heard heard =
          new Heard(
              event -> {
                waitFor(subscribed);
                if (event.position() == 4) {
                  own.getFirst().close();
                }
              });
      Heard witness = new Heard(event -> {});
      own.add(journal.subscribe(1, heard));
      subscribed.countDown();
      await().atMost(LONG).until(() -> heard.positions.size() == 4);
      journal.subscribe(1, witness);
      journal.append(TASK, 10, DAEMON, payloads(1));
      await().atMost(LONG).until(() -> witness.positions.size() == 11);
      assertThat(heard.positions).isEqualTo(positions(1, 4));
      assertThat(heard.failures).isEmpty();
    }
  }

  @Test
  void a_listener_that_throws_is_told_that_it_ended() {
    try (Journal journal = Journal.open(home)) {
      Heard heard =
          new Heard(
              event -> {
                if (event.position() == 2) {
                  throw new IllegalArgumentException("no");
                }
              });
      journal.subscribe(1, heard);
      journal.append(TASK, 0, DAEMON, payloads(3));
      await().atMost(LONG).until(() -> !heard.failures.isEmpty());
      assertThat(heard.positions).containsExactly(1L);
      assertThat(heard.failures).singleElement().isInstanceOf(IllegalArgumentException.class);
    }
  }
}
