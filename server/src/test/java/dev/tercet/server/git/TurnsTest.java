package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns turns = new Turns(2);

  @Test
  void no_more_than_so_many_go_at_a_time_and_all_come_to_it() throws Exception {
    AtomicInteger going = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(500);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < 500; number++) {
        threads.submit(
            () -> {
              try (Turns.Turn _ = turns.await()) {
                most.accumulateAndGet(going.incrementAndGet(), Math::max);
                Thread.yield();
                going.decrementAndGet();
                over.countDown();
              }
            });
      }
      over.await();
    }
    assertThat(most).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void who_is_interrupted_goes_on_at_once_and_stays_interrupted() throws Exception {
    Turns.Turn one = turns.await();
    Turns.Turn two = turns.await();
    Thread.currentThread().interrupt();

    turns.await().close();

    assertThat(Thread.interrupted()).isTrue();
    one.close();
    two.close();
  }
}
