package dev.tercet.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.ChildLines.Piece;
import dev.tercet.server.process.LineLimits;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildLinesTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final LineLimits LIMITS = new LineLimits(10_000, 10_000_000);

  @TempDir Path home;
  private Processes processes;
  private final List<String> taken = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    processes = new Processes();
  }

  @AfterEach
  void close() {
    processes.close();
  }

  private ChildLines child(String script) {
    ProcessSpec spec =
        new ProcessSpec(
            List.of("/bin/sh", "-c", script),
            home,
            Map.of("PATH", System.getenv("PATH")),
            LONG,
            1000);
    return new ChildLines(processes, spec, LIMITS, _ -> {}, () -> {});
  }

  private boolean takesSmallTalk(String line) {
    return line.startsWith("talk") && taken.add(line);
  }

  @Test
  void what_is_taken_meanwhile_and_what_is_given_back_are_all_lines_in_order() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    String script = "i=0; while [ $i -lt 300 ]; do echo talk $i; echo ask $i; i=$((i+1)); done";
    try (ChildLines lines = child(script)) {
      Piece piece = lines.next(LONG, this::takesSmallTalk);
      while (piece instanceof Piece.Out(String line)) {
        // What comes while nobody waits has its turn, and is offered to nobody.
        got.add(line);
        piece = lines.next(LONG, this::takesSmallTalk);
      }
      assertThat(piece).isEqualTo(new Piece.Ended(0));
    }
    assertThat(got.stream().filter(line -> line.startsWith("ask")))
        .containsExactlyElementsOf(numbered("ask"));
    assertThat(taken).doesNotHaveDuplicates().doesNotContainAnyElementsOf(got);
    assertThat(Stream.concat(got.stream(), taken.stream()).filter(line -> line.startsWith("talk")))
        .containsExactlyInAnyOrderElementsOf(numbered("talk"));
  }

  @Test
  void whoever_waits_is_not_woken_by_what_is_taken() throws Exception {
    String script = "read begin; echo talk 1; echo talk 2; read answer; echo $answer";
    try (ChildLines lines = child(script)) {
      lines.send("begin");
      Piece piece = lines.next(Duration.ofSeconds(1), this::takesSmallTalk);
      // On a busy machine it may have talked before anybody waited; then that is what is given.
      assertThat(piece).isIn(null, new Piece.Out("talk 1"), new Piece.Out("talk 2"));
      lines.send("done");
      while (piece instanceof Piece.Out(String line) && line.startsWith("talk")) {
        piece = lines.next(LONG);
      }
      assertThat(piece == null ? lines.next(LONG) : piece).isEqualTo(new Piece.Out("done"));
    }
  }

  private static List<String> numbered(String word) {
    return IntStream.range(0, 300).mapToObj(number -> word + " " + number).toList();
  }
}
