package dev.tercet.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptsTest {

  private static final TaskId TASK = new TaskId("csv-export-k3f9");
  private static final RunId RUN = new RunId("csv-export-k3f9.1");
  private static final TranscriptLimits SMALL = new TranscriptLimits(2_000, 300);

  @TempDir Path home;

  private Transcripts transcripts(TranscriptLimits limits) {
    return new Transcripts(home, limits, UnaryOperator.identity());
  }

  private static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");

  /** What stands around a text in the file. */
  private static final int FRAME =
      "{\"at\":\"2026-03-02T09:00:00Z\",\"kind\":\"TEXT\",\"text\":\"\"}".length();

  private static TranscriptLine numbered(int number) {
    return text(Integer.toString(number));
  }

  private static TranscriptLine text(String text) {
    return new TranscriptLine(AT, "TEXT", text);
  }

  private static String stored(int number) {
    return "{\"at\":\"2026-03-02T09:00:00Z\",\"kind\":\"TEXT\",\"text\":\"" + number + "\"}";
  }

  @Test
  void gives_back_pages() {
    Transcripts transcripts = transcripts(TranscriptLimits.DEFAULT);
    assertThat(transcripts.read(TASK, RUN, 0, 10))
        .isEqualTo(new TranscriptPage(List.of(), 0, false, false));
    IntStream.range(0, 5).forEach(n -> transcripts.append(TASK, RUN, numbered(n)));
    assertThat(transcripts.read(TASK, RUN, 1, 2))
        .isEqualTo(new TranscriptPage(List.of(stored(1), stored(2)), 3, true, false));
    assertThat(transcripts.read(TASK, RUN, 3, 2))
        .isEqualTo(new TranscriptPage(List.of(stored(3), stored(4)), 5, false, false));
    assertThat(transcripts.read(TASK, RUN, 99, 2).lines()).isEmpty();
  }

  @Test
  void a_page_is_bounded_in_bytes_and_has_a_line() {
    Transcripts transcripts = transcripts(new TranscriptLimits(20_000_000, 3_000_000));
    TranscriptLine large = text("x".repeat(1_500_000));
    IntStream.range(0, 3).forEach(n -> transcripts.append(TASK, RUN, large));
    assertThat(transcripts.read(TASK, RUN, 0, 10))
        .isEqualTo(new TranscriptPage(List.of(large.json()), 1, true, false));
  }

  @Test
  void a_sealed_transcript_is_known_by_its_hash_and_takes_no_more() throws IOException {
    Transcripts transcripts = transcripts(TranscriptLimits.DEFAULT);
    transcripts.append(TASK, RUN, text("a\nb"));
    TranscriptSeal seal = transcripts.seal(TASK, RUN);
    String line = text("a\nb").json() + "\n";
    assertThat(seal).isEqualTo(new TranscriptSeal(Sha256.of(line), FRAME + 5));
    assertThat(transcripts.seal(TASK, RUN)).isEqualTo(seal);
    assertThat(transcripts(SMALL).seal(TASK, RUN)).isEqualTo(seal);
    assertThat(transcripts.read(TASK, RUN, 0, 10).sealed()).isTrue();
    assertThatThrownBy(() -> transcripts.append(TASK, RUN, numbered(1)))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("it is sealed");
    Path file = home.resolve("transcripts/csv-export-k3f9/csv-export-k3f9.1.ndjson");
    assertThat(transcripts.file(TASK, RUN)).isEqualTo(file);
    assertThat(Files.readString(Path.of(file + ".sha256")))
        .isEqualTo(seal.hash() + "  csv-export-k3f9.1.ndjson\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_run_that_said_nothing_can_be_sealed() {
    assertThat(transcripts(SMALL).seal(TASK, RUN)).isEqualTo(new TranscriptSeal(Sha256.of(""), 0));
  }

  @Test
  void what_is_over_the_limit_is_counted() throws IOException {
    Transcripts transcripts = transcripts(SMALL);
    TranscriptLine line = text("x".repeat(100 - FRAME));
    IntStream.range(0, 30).forEach(n -> transcripts.append(TASK, RUN, line));
    transcripts.append(TASK, RUN, numbered(1));
    TranscriptSeal seal = transcripts.seal(TASK, RUN);
    List<String> lines = transcripts.read(TASK, RUN, 0, 100).lines();
    assertThat(seal.bytes()).isLessThanOrEqualTo(2_000);
    assertThat(lines).hasSize(19);
    assertThat(lines.subList(0, 18)).containsOnly(line.json());
    assertThat(lines.getLast())
        .isEqualTo("{\"kind\":\"cut\",\"lines\":13,\"bytes\":%d}".formatted(1_200 + FRAME + 1));
  }

  @Test
  void a_long_line_is_cut_and_still_json() throws IOException {
    Transcripts transcripts = transcripts(SMALL);
    for (String nasty : List.of("x", "\"", "\\", "ü", "😀", "\u0001")) {
      RunId run = new RunId("r" + nasty.codePointAt(0));
      transcripts.append(TASK, run, text(nasty.repeat(1_000)));
      String line = text(nasty.repeat(1_000)).json();
      String kept = transcripts.read(TASK, run, 0, 1).lines().getFirst();
      assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isBetween(60, 300);
      JsonNode cut = new ObjectMapper().readTree(kept);
      assertThat(cut.get("kind").textValue()).isEqualTo("cut");
      assertThat(cut.get("bytes").longValue())
          .isEqualTo(line.getBytes(StandardCharsets.UTF_8).length);
      assertThat(line).startsWith(cut.get("start").textValue());
    }
  }

  @Test
  void what_was_cut_is_said_in_words() {
    Transcripts transcripts = transcripts(SMALL);
    for (String nasty : List.of("x", "\"", "\\", "ü", "😀", "\u0001")) {
      RunId run = new RunId("r" + nasty.codePointAt(0));
      transcripts.append(TASK, run, new TranscriptLine(AT, "TOOL", nasty.repeat(1_000)));
      TranscriptLine read = TranscriptLine.parse(transcripts.read(TASK, run, 0, 10).lines().get(0));
      assertThat(read.at()).isEqualTo(AT);
      assertThat(read.kind()).isEqualTo("TOOL");
      assertThat(read.text())
          .startsWith(nasty)
          .matches("(?s).*… \\(cut: the entry had \\d+ bytes\\)");
    }
    IntStream.range(0, 40).forEach(n -> transcripts.append(TASK, RUN, text("x".repeat(98))));
    transcripts.seal(TASK, RUN);
    TranscriptLine last =
        TranscriptLine.parse(transcripts.read(TASK, RUN, 0, 100).lines().getLast());
    assertThat(last.kind()).isEqualTo("NOTE");
    assertThat(last.text())
        .matches(
            "the transcript is full: \\d+ more entries \\(\\d+ bytes\\) were not kept"
                + " \\(limits.outputBytes\\)");
  }

  @Test
  void secrets_are_gone_before_a_line_is_cut() {
    Transcripts transcripts =
        new Transcripts(home, SMALL, line -> line.replace("sesame", "[secret]"));
    transcripts.append(TASK, RUN, text("open sesame"));
    transcripts.append(TASK, RUN, text("x".repeat(130) + "sesame" + "x".repeat(300)));
    List<String> lines = transcripts.read(TASK, RUN, 0, 10).lines();
    assertThat(lines.getFirst()).isEqualTo(text("open [secret]").json());
    assertThat(lines.getLast()).doesNotContain("sesam");
  }

  @Test
  void a_line_that_a_crash_left_unfinished_is_not_shown_and_gives_way() throws IOException {
    transcripts(SMALL).append(TASK, RUN, numbered(1));
    Files.writeString(transcripts(SMALL).file(TASK, RUN), "{\"half\":", StandardOpenOption.APPEND);
    Transcripts after = transcripts(SMALL);
    assertThat(after.read(TASK, RUN, 0, 10).lines()).containsExactly(stored(1));
    after.append(TASK, RUN, numbered(2));
    assertThat(after.read(TASK, RUN, 0, 10).lines()).containsExactly(stored(1), stored(2));
  }

  @Test
  void a_follower_sees_every_line_once_until_the_end() throws Exception {
    Transcripts transcripts = transcripts(TranscriptLimits.DEFAULT);
    Followed early = new Followed(0);
    transcripts.follow(TASK, RUN, 0, early);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < 8; writer++) {
        executor.submit(
            () -> IntStream.range(0, 500).forEach(n -> transcripts.append(TASK, RUN, numbered(n))));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> early.lines.size() > 100);
      Followed late = new Followed(50);
      transcripts.follow(TASK, RUN, 50, late);
      executor.shutdown();
      assertThat(executor.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      transcripts.seal(TASK, RUN);
      await().atMost(Duration.ofSeconds(30)).until(() -> early.ended && late.ended);
      List<TranscriptLine> all =
          Files.readAllLines(transcripts.file(TASK, RUN)).stream()
              .map(TranscriptLine::parse)
              .toList();
      assertThat(all).hasSize(4_000);
      assertThat(early.lines).isEqualTo(all);
      assertThat(late.lines).isEqualTo(all.subList(50, 4_000));
    }
  }

  @Test
  void following_what_is_sealed_ends() {
    Transcripts transcripts = transcripts(SMALL);
    transcripts.append(TASK, RUN, numbered(1));
    transcripts.seal(TASK, RUN);
    Followed followed = new Followed(0);
    transcripts.follow(TASK, RUN, 0, followed);
    await().atMost(Duration.ofSeconds(30)).until(() -> followed.ended);
    assertThat(followed.lines).containsExactly(numbered(1));
  }

  /** Keeps what it was told. */
  private static final class Followed implements TranscriptListener {
    private final List<TranscriptLine> lines = new CopyOnWriteArrayList<>();
    private final int from;
    private volatile boolean ended;

    Followed(int from) {
      this.from = from;
    }

    @Override
    public void lines(long first, List<TranscriptLine> more) {
      assertThat(first).isEqualTo(from + lines.size());
      lines.addAll(more);
    }

    @Override
    public void ended() {
      ended = true;
    }

    @Override
    public void failed(RuntimeException failure) {
      throw new AssertionError(failure);
    }
  }
}
