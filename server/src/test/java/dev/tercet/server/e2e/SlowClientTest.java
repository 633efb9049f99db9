package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that does not read what it is sent holds nobody up, and misses nothing. */
class SlowClientTest {

  private static final int WORDS = 120;

  /** Tasks whose long assumptions are in each inbox: together more than may wait for a client. */
  private static final int MANY = 6;

  /** Longer than the daemon waits for a client to read. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @TempDir Path temp;

  @Test
  void what_was_not_read_in_time_is_asked_for_again() throws Exception {
    try (Playground play = Playground.open(temp)) {
      String say = "  say " + "much ".repeat(10_000) + "\n";
      String script =
          Scripts.plan("Talk")
              + "on build\n"
              + say.repeat(WORDS)
              + "\n"
              + Scripts.contentReviewers();
      String task = play.create(play.ticket("Talk much", script));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      String run = longest(play, task);
      try (RawClient slow = RawClient.connect(play.home(), play.repository())) {
        int asked = slow.send("tercet/run/follow", follow(run, 0));

        play.merge(task);
        play.until(task, TaskState.Kind.MERGED);

        assertThat(readAll(slow, run, asked)).isGreaterThan(WORDS);
      }
    }
  }

  @Test
  @Timeout(120)
  void who_reads_too_slowly_is_told_to_subscribe_again_and_then_misses_nothing() throws Exception {
    String script =
        Scripts.plan("Only").replace("Nobody reads them.", "much ".repeat(60_000).strip());
    try (Playground play = Playground.open(temp);
        RawClient slow = RawClient.connect(play.home(), play.repository())) {
      long last = position(slow.call("tercet/inbox/subscribe", new JsonObject()));
      Map<String, Long> waiting = new HashMap<>();
      for (int number = 0; number < MANY; number++) {
        String task = play.create(play.ticket("Wait " + number, script));
        waiting.put(task, play.asked(task, Asked.Approval.class).task().summary().revision());
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        waiting.keySet().forEach(play::show); // Others are served all the while.
      }

      Map<String, Long> told = new HashMap<>();
      JsonObject message = slow.next();
      while (!is(message, "tercet/inbox/lost")) {
        last = heard(message, last, told);
        message = slow.next();
      }
      assertThat(message.getAsJsonObject("params").get("position").getAsLong()).isEqualTo(last);
      assertThat(told).as("it had to be told more").isNotEqualTo(waiting);

      JsonObject from = new JsonObject();
      from.addProperty("from", last);
      assertThat(position(slow.call("tercet/inbox/subscribe", from))).isEqualTo(last);
      while (!told.equals(waiting)) {
        last = heard(slow.next(), last, told);
      }
    }
  }

  /** Takes in what is told of a task; its position, which comes after the one before. */
  private static long heard(JsonObject message, long last, Map<String, Long> told) {
    if (!is(message, "tercet/task/changed")) {
      return last;
    }
    JsonObject change = message.getAsJsonObject("params");
    long position = change.get("position").getAsLong();
    assertThat(position).isGreaterThan(last);
    told.put(
        change.get("task").getAsString(),
        change.getAsJsonObject("summary").get("revision").getAsLong());
    return position;
  }

  private static boolean is(JsonObject message, String method) {
    return message.get("method").getAsString().equals(method);
  }

  private static long position(JsonObject answer) {
    return answer.getAsJsonObject("result").get("position").getAsLong();
  }

  private static String longest(Playground play, String task) {
    return play.ask(play.client().run().list(new TaskParams(task))).runs().stream()
        .filter(run -> run.step().equals("build"))
        .map(RunView::id)
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject follow(String run, long from) {
    JsonObject params = new JsonObject();
    params.addProperty("run", run);
    params.addProperty("from", from);
    return params;
  }

  /** Reads to the run's end, following it again where that was lost; how many entries there are. */
  private static long readAll(RawClient client, String run, int asked) throws IOException {
    long next = after(client.answer(asked).getAsJsonObject("result"), 0);
    while (true) {
      JsonObject message = client.next();
      JsonObject part = message.getAsJsonObject("params");
      if (message.get("method").getAsString().equals("tercet/run/lost")) {
        assertThat(part.get("next").getAsLong()).isEqualTo(next);
        part = client.call("tercet/run/follow", follow(run, next)).getAsJsonObject("result");
      }
      next = after(part, next);
      if (part.get("ended").getAsBoolean()) {
        return next;
      }
    }
  }

  /** Nothing is missing before the part and nothing comes twice; the number behind it. */
  private static long after(JsonObject part, long next) {
    assertThat(part.get("from").getAsLong()).isEqualTo(next);
    assertThat(part.get("next").getAsLong() - next).isEqualTo(part.getAsJsonArray("lines").size());
    return part.get("next").getAsLong();
  }
}
