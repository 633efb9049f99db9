package dev.tercet.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {

  @Test
  void same_place_and_similar_words_are_one_defect() {
    Board board =
        board(
            finding(1, "opus", 10, "null is not checked", null),
            finding(2, "gpt", 12, "missing check for null", null),
            finding(3, "gpt", 200, "typo in the name", null));
    assertThat(board.clusters()).extracting(Cluster::findings).containsExactly(ids(1, 2), ids(3));
    assertThat(board.clusters().getFirst().families()).isEqualTo(2);
    assertThat(board.clusters().getFirst().why())
        .isEqualTo("same file, overlapping lines, similar words, reported by gpt, opus");
  }

  @Test
  void words_of_any_script_are_compared() {
    Board board =
        board(
            finding(1, "opus", 10, "поток не закрывается", null),
            finding(2, "gpt", 10, "поток не закрыт", null));
    assertThat(board.clusters()).hasSize(1);
  }

  @Test
  void a_malformed_report_stands_alone() {
    Board board =
        board(
            finding(1, "opus", 10, "null is not checked", null),
            finding(2, "gpt", 10, "null is not checked", "no severity"));
    assertThat(board.clusters()).hasSize(2);
  }

  @Test
  void what_nobody_has_judged_yet_takes_in_what_means_the_same() {
    Board first = board(finding(1, "opus", 10, "null is not checked", null));
    Board second =
        first.with(
            new Finding(
                new FindingId("f2"),
                "opus",
                "opus",
                2,
                finding(1, "opus", 11, "null is not checked", null).claim()));
    List<Cluster> clusters = second.clustered(List.of("opus"), 2, List.of(), List.of());
    assertThat(clusters).extracting(Cluster::findings).containsExactly(ids(1, 2));
    assertThat(clusters.getFirst().repeats()).isEqualTo(1);
  }

  @Test
  void an_accepted_one_whose_lines_were_shifted_or_whose_file_was_renamed_is_still_there() {
    Board first =
        board(
            finding(1, "opus", 10, "null is not checked", null),
            finding(2, "opus", 200, "rounding is wrong", null),
            finding(3, "opus", 400, "loop never ends", null));
    Board accepted =
        first.with(first.judged(List.of(new Judgement(ids(1, 2, 3), Verdict.ACCEPT, "mend it"))));
    Board second =
        accepted
            .with(
                again(
                    4,
                    new Claim(
                        Severity.MAJOR,
                        "src/New.java",
                        60,
                        null,
                        null,
                        null,
                        "null is not checked",
                        null,
                        null,
                        null,
                        null)))
            .with(again(5, finding(5, "opus", 230, "rounding is wrong", null).claim()));
    List<Cluster> clusters =
        second.clustered(
            List.of("opus"),
            2,
            List.of(),
            List.of(
                new Moved(new FindingId("f1"), "src/New.java", 60, 60),
                new Moved(
                    new FindingId("f2"), finding(2, "opus", 1, "", null).claim().file(), 200, 200),
                new Moved(
                    new FindingId("f3"),
                    finding(3, "opus", 1, "", null).claim().file(),
                    430,
                    430)));
    assertThat(clusters.subList(0, 3))
        .extracting(Cluster::standing)
        .containsExactly(Standing.STILL_THERE, Standing.MOVED, Standing.FIXED);
  }

  @Test
  void a_file_is_the_same_however_its_folder_is_written() {
    Claim plain = finding(1, "opus", 10, "null is not checked", null).claim();
    Claim dotted =
        new Claim(
            plain.severity(),
            "./" + plain.file(),
            10,
            null,
            null,
            null,
            plain.text(),
            null,
            null,
            null,
            null);
    Board board =
        board(
            finding(1, "opus", 10, "null is not checked", null),
            new Finding(new FindingId("f2"), "gpt", "gpt", 1, dotted));
    assertThat(board.clusters()).hasSize(1);
  }

  private static Finding again(int number, Claim claim) {
    return new Finding(new FindingId("f" + number), "opus", "opus", 2, claim);
  }

  @Test
  void clustering_twice_changes_nothing() {
    Board board = board(finding(1, "opus", 10, "null is not checked", null));
    assertThat(board.clustered(List.of("opus"), 1, List.of(), List.of()))
        .isEqualTo(board.clusters());
  }

  @Test
  void lines_that_changed_raise_what_was_dismissed() {
    Board board = board(finding(1, "opus", 10, "null is not checked", null));
    Board dismissed =
        board.with(board.judged(List.of(new Judgement(ids(1), Verdict.DISMISS, "cannot be null"))));
    Board again =
        dismissed.with(
            new Finding(
                new FindingId("f2"),
                "opus",
                "opus",
                2,
                finding(1, "opus", 10, "null is not checked", null).claim()));
    LineRange elsewhere = new LineRange("src/Main.java", 90, 99);
    LineRange here = new LineRange("src/Main.java", 8, 12);
    assertThat(again.clustered(List.of("opus"), 2, List.of(elsewhere), List.of())).hasSize(1);
    assertThat(again.clustered(List.of("opus"), 2, List.of(here), List.of()))
        .extracting(Cluster::standing)
        .containsExactly(Standing.DISMISSED, Standing.OPEN);
  }

  @Test
  void every_verdict_but_accepting_takes_a_line() {
    for (Verdict verdict : List.of(Verdict.DISMISS, Verdict.PUSH_BACK, Verdict.ASK)) {
      assertThatThrownBy(() -> new Judgement(ids(1), verdict, " "))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new Judgement(ids(1), Verdict.ACCEPT, null).line()).isNull();
  }

  private static Board board(Finding... findings) {
    Board board = Board.EMPTY;
    for (Finding finding : findings) {
      board = board.with(finding);
    }
    return board.with(board.clustered(List.of("opus", "gpt"), 1, List.of(), List.of()));
  }

  private static Finding finding(int number, String who, int line, String text, String malformed) {
    Claim claim =
        new Claim(
            Severity.MAJOR,
            "src/Main.java",
            line,
            line,
            null,
            null,
            text,
            null,
            null,
            null,
            malformed);
    return new Finding(new FindingId("f" + number), who, who, 1, claim);
  }

  private static List<FindingId> ids(int... numbers) {
    return Arrays.stream(numbers).mapToObj(n -> new FindingId("f" + n)).toList();
  }
}
