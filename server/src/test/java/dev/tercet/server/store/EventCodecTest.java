package dev.tercet.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.StepState;
import dev.tercet.server.workflow.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventCodecTest {

  /**
   * The log that is still being recorded: the ones of released versions are never written again.
   */
  private static final Path CURRENT = Path.of("src/test/resources/logs/0.1.ndjson");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventCodec codec = new EventCodec();

  @Test
  void knows_every_event_by_one_name() {
    assertThat(StoredType.ALL.stream().map(StoredType::shape))
        .containsExactlyInAnyOrderElementsOf(
            SampleEvents.members(Event.class).stream()
                .<Class<? extends Event>>map(shape -> shape.asSubclass(Event.class))
                .toList());
    assertThat(StoredType.ALL.stream().map(StoredType::name)).doesNotHaveDuplicates();
  }

  @Test
  void reads_what_it_wrote() {
    assertThat(SampleEvents.all())
        .allSatisfy(event -> assertThat(codec.decode(codec.encode(event))).isEqualTo(event));
  }

  @Test
  void recorded_logs_replay_and_look_the_same_when_written_again() throws IOException {
    if (System.getenv("UPDATE_GOLDEN") != null) {
      Files.write(CURRENT, SampleEvents.all().stream().map(codec::encode).map(this::line).toList());
    }
    try (Stream<Path> logs = Files.list(CURRENT.getParent())) {
      for (Path log : logs.toList()) {
        for (String line : Files.readAllLines(log)) {
          Payload payload = parse(line);
          Payload again = codec.encode(codec.decode(payload));
          assertThat(again.type()).isEqualTo(payload.type());
          if (again.version() == payload.version()) {
            assertThat(again.json()).isEqualTo(payload.json());
          }
        }
      }
    }
  }

  @Test
  void the_current_log_holds_every_type() throws IOException {
    try (Stream<String> lines = Files.lines(CURRENT)) {
      assertThat(lines.map(EventCodecTest::parse).map(Payload::type).distinct())
          .containsExactlyInAnyOrderElementsOf(
              StoredType.ALL.stream().map(StoredType::name).toList());
    }
  }

  private String line(Payload payload) {
    ObjectNode line = JSON.createObjectNode();
    line.put("type", payload.type());
    line.put("version", payload.version());
    line.put("payload", payload.json());
    return line.toString();
  }

  private static Payload parse(String line) {
    try {
      var event = JSON.readTree(line);
      return new Payload(
          event.get("type").textValue(),
          event.get("version").intValue(),
          event.get("payload").textValue());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void the_form_is_plain() {
    check(
        new Event.StepMoved(new StepId("build"), new StepState.Skipped("no change in docs/**")),
        "stepMoved",
        "{\"step\":\"build\",\"state\":{\"kind\":\"skipped\",\"reason\":\"no change in"
            + " docs/**\"}}");
    check(
        new Event.Merged(
            new CommitId("0b".repeat(20)),
            new CommitId("0c".repeat(20)),
            new Verification("mvn test", 1, "", Duration.ofMillis(90_500))),
        "merged",
        "{\"onto\":\"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b\","
            + "\"commit\":\"0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c\",\"verification\":"
            + "{\"command\":\"mvn test\",\"exitCode\":1,\"output\":\"\",\"took\":\"PT1M30.5S\"}}");
    check(
        new Event.Merged(new CommitId("0b".repeat(20)), new CommitId("0c".repeat(20)), null),
        "merged",
        "{\"onto\":\"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b\","
            + "\"commit\":\"0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c\"}");
    check(new Event.TaskResumed(), "taskResumed", "{}");
  }

  private void check(Event event, String type, String json) {
    assertThat(codec.encode(event)).isEqualTo(new Payload(type, 1, json));
    assertThat(codec.decode(new Payload(type, 1, json))).isEqualTo(event);
  }

  @Test
  void says_what_it_cannot_read() {
    unreadable(new Payload("taskDreamt", 1, "{}"), "does not know the type");
    unreadable(new Payload("taskPaused", 2, "{}"), "knows version 1; update Tercet");
    unreadable(new Payload("taskPaused", 1, "{\"reason\":\"a\",\"mood\":\"b\"}"), "mood");
    unreadable(new Payload("taskPaused", 1, "{\"reason\":"), "Unexpected end-of-input");
    unreadable(new Payload("taskPaused", 1, "{\"reason\":\"a\"} {}"), "Trailing token");
    unreadable(new Payload("merged", 1, "{\"commit\":\"not one\"}"), "not one");
    unreadable(
        new Payload("stepMoved", 1, "{\"step\":\"build\",\"state\":{\"kind\":\"asleep\"}}"),
        "asleep");
  }

  private void unreadable(Payload payload, String reason) {
    assertThatThrownBy(() -> codec.decode(payload))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageStartingWith(
            "read an event of type %s, version %d: ".formatted(payload.type(), payload.version()))
        .hasMessageContaining(reason);
  }

  @Test
  void brings_older_versions_up_to_date() {
    EventCodec later =
        new EventCodec(
            List.of(
                new StoredType(
                    "taskPaused",
                    Event.TaskPaused.class,
                    List.of(
                        tree -> tree.put("reason", tree.get("why").textValue()).without("why"),
                        tree -> tree.put("reason", tree.get("reason").textValue() + "!")))));
    assertThat(later.decode(new Payload("taskPaused", 1, "{\"why\":\"lunch\"}")))
        .isEqualTo(new Event.TaskPaused("lunch!"));
    assertThat(later.decode(new Payload("taskPaused", 2, "{\"reason\":\"lunch\"}")))
        .isEqualTo(new Event.TaskPaused("lunch!"));
    assertThat(later.encode(new Event.TaskPaused("lunch")))
        .isEqualTo(new Payload("taskPaused", 3, "{\"reason\":\"lunch\"}"));
  }
}
