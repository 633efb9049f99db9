package dev.tercet.server.store;

import static dev.tercet.server.store.Journals.DAEMON;
import static dev.tercet.server.store.Journals.TASK;
import static dev.tercet.server.store.Journals.full;
import static dev.tercet.server.store.Journals.payloads;
import static dev.tercet.server.store.Journals.tamper;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tercet.server.workflow.TaskId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {

  private static final List<String> TEXTS =
      List.of(
          "type",
          "at",
          "actor_kind",
          "actor_user",
          "actor_client",
          "actor_run",
          "command_key",
          "command_hash",
          "caused_by",
          "previous_hash",
          "payload_hash",
          "hash",
          "payload",
          "task");

  @TempDir Path home;

  @Test
  void a_changed_byte_of_any_column_is_found_where_it_is() throws Exception {
    Random random = new Random(7);
    try (Journal journal = Journal.open(home)) {
      journal.append(TASK, 0, full("k1"), payloads(6));
      for (String column : TEXTS) {
        for (int round = 0; round < 8; round++) {
          int seq = 1 + random.nextInt(6);
          check(journal, column, flip(column, random), seq);
        }
      }
      for (String column : List.of("position", "seq", "version")) {
        for (int bit = 8; bit < 40; bit += 9) {
          long mask = 1L << bit;
          check(journal, column, "(%s | %d)".formatted(column, mask), 1 + random.nextInt(6));
        }
      }
      assertThat(journal.verify(TASK)).isInstanceOf(Integrity.Intact.class);
    }
  }

  /** Another character in place of one of the column's, at random. */
  private static String flip(String column, Random random) {
    String at = "(1 + abs(%d) %% length(%s))".formatted(random.nextInt(1_000), column);
    return "substr(%1$s, 1, %2$s - 1) || char((unicode(substr(%1$s, %2$s, 1)) + %3$d) %% 64 + 48) || substr(%1$s, %2$s + 1)"
        .formatted(column, at, 1 + random.nextInt(60));
  }

  private void check(Journal journal, String column, String changed, int seq) throws Exception {
    tamper(
        home,
        "DROP TABLE IF EXISTS saved",
        "CREATE TABLE saved AS SELECT * FROM event",
        "UPDATE event SET %s = %s WHERE seq = %d".formatted(column, changed, seq));
    Integrity found = journal.verify(TASK);
    tamper(home, "DELETE FROM event", "INSERT INTO event SELECT * FROM saved");
    assertThat(found)
        .as("%s of event %d set to %s", column, seq, changed)
        .isInstanceOfSatisfying(
            Integrity.Broken.class, broken -> assertThat(broken.seq()).isEqualTo(seq));
  }

  @Test
  void missing_events_are_found_at_either_end_and_between() throws Exception {
    for (int seq : List.of(1, 3, 5)) {
      Path folder = home.resolve("missing-" + seq);
      try (Journal journal = Journal.open(folder)) {
        journal.append(TASK, 0, DAEMON, payloads(5));
        tamper(folder, "DELETE FROM event WHERE seq = " + seq);
        assertThat(journal.verify(TASK))
            .isInstanceOfSatisfying(
                Integrity.Broken.class,
                broken -> {
                  assertThat(broken.seq()).isEqualTo(seq);
                  assertThat(broken.reason()).startsWith("the event is missing");
                });
      }
    }
  }

  @Test
  void a_changed_list_of_tasks_is_found() throws Exception {
    try (Journal journal = Journal.open(home)) {
      journal.append(TASK, 0, DAEMON, payloads(2));
      tamper(home, "UPDATE task SET hash = replace(hash, substr(hash, 1, 1), 'x')");
      assertThat(journal.verify(TASK)).isInstanceOf(Integrity.Broken.class);
      tamper(home, "DELETE FROM task");
      assertThat(journal.verify(TASK)).isInstanceOf(Integrity.Broken.class);
      assertThat(journal.verify(new TaskId("never-seen"))).isEqualTo(new Integrity.Unknown());
    }
  }

  /** As a third party would, from {@code docs/journal.md} and nothing of ours. */
  @Test
  void an_export_can_be_verified_without_us() throws Exception {
    StringBuilder export = new StringBuilder();
    try (Journal journal = Journal.open(home)) {
      journal.append(TASK, 0, full("k1"), payloads(2));
      journal.purge(TASK);
      journal.append(TASK, 2, DAEMON, payloads(2));
      journal.export(TASK, export);
    }
    String previous = "0".repeat(64);
    List<String> lines = export.toString().lines().toList();
    assertThat(lines).hasSize(4);
    for (String line : lines) {
      JsonNode event = new ObjectMapper().readTree(line);
      assertThat(event.get("previousHash").textValue()).isEqualTo(previous);
      if (event.has("payload")) {
        byte[] payload = event.get("payload").textValue().getBytes(StandardCharsets.UTF_8);
        assertThat(event.get("payloadHash").textValue()).isEqualTo(sha256(payload));
      }
      assertThat(event.get("hash").textValue()).isEqualTo(sha256(canonical(event)));
      previous = event.get("hash").textValue();
    }
    assertThat(lines.getFirst()).doesNotContain("\"payload\"");
    assertThat(lines.getLast()).contains("\"payload\"").doesNotContain("commandKey");
  }

  private static byte[] canonical(JsonNode event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("tercet-journal/1\n".getBytes(StandardCharsets.UTF_8));
    for (String field :
        List.of(
            "/previousHash",
            "/position",
            "/task",
            "/seq",
            "/type",
            "/version",
            "/at",
            "/actor/kind",
            "/actor/user",
            "/actor/client",
            "/actor/run",
            "/commandKey",
            "/commandHash",
            "/causedBy",
            "/payloadHash")) {
      JsonNode value = event.at(field);
      if (value.isMissingNode()) {
        bytes.writeBytes("-\n".getBytes(StandardCharsets.UTF_8));
      } else {
        byte[] text = value.asText().getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes((text.length + ":").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(text);
        bytes.write('\n');
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
