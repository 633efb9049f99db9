package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.FindingPlace;
import dev.tercet.protocol.FindingPlaces;
import dev.tercet.protocol.FindingView;
import dev.tercet.protocol.PlaceFindings;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.TaskParams;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where findings are, for clients that show commits and texts without a checkout. */
class FindingPlacesTest {

  /** The second pass takes a line out, puts one in, and gives the other file a new name. */
  private static final String SCRIPT =
      Scripts.plan("Write it")
          + """
          on build pass=1
            write src/app.txt "one\\ntwo\\nthree\\nfour\\nfive\\nsix\\n"
            write src/old.txt "alpha\\nbeta\\ngamma\\ndelta\\nepsilon\\n"
            say Done.

          on build item="Three"
            write src/app.txt "zero\\none\\ntwo\\nthree\\nfour\\nsix\\n"
            delete src/old.txt
            write src/new.txt "alpha\\nbeta\\ngamma\\ndelta\\nepsilon\\n"
            say Mended.

          on build
            say Mended with the first.

          on review pass=1 preset=reviewer-a
            find major at=src/app.txt:3-4 class=correctness evidence="three" "Three is wrong here"
            find minor at=./src/app.txt:5 class=style evidence="five" "Five is too much"
            find nit at=src/old.txt:2 "Beta is a bad name"
            find nit "Nobody says which file"
            find nit at=src/missing.txt:9 "This file is not there"

          on review
            say Nothing found.

          """;

  @TempDir Path temp;

  @Test
  void findings_are_followed_from_the_commit_that_was_reviewed() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Count", SCRIPT));
      play.approve(task);
      var open = play.asked(task, Asked.Findings.class);
      String reviewed = place(play, task, null, null, null).commit();
      assertThat(places(play, task, null, null, null))
          .containsExactlyInAnyOrder(
              "Three is wrong here: src/app.txt 3-4",
              "Five is too much: src/app.txt 5-5",
              "Beta is a bad name: src/old.txt 2-2");

      play.acceptAll(open);
      play.asked(task, Asked.Merge.class);
      assertThat(places(play, task, null, null, null))
          .containsExactlyInAnyOrder(
              "Three is wrong here: src/app.txt 4-5",
              "Five is too much: src/app.txt 5-5 (near)",
              "Beta is a bad name: src/new.txt 2-2");
      assertThat(places(play, task, reviewed, "src/app.txt", null))
          .containsExactlyInAnyOrder(
              "Three is wrong here: src/app.txt 3-4", "Five is too much: src/app.txt 5-5");
    }
  }

  @Test
  void findings_are_followed_into_a_text_that_is_open() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Count", SCRIPT));
      play.approve(task);
      play.asked(task, Asked.Findings.class);
      assertThat(places(play, task, null, "src/app.txt", "typed\nthree\r\nfour\r\n"))
          .contains("Three is wrong here: src/app.txt 2-3");
      assertThat(places(play, task, null, "src/app.txt", "")).hasSize(2);
      assertThat(places(play, task, null, "src/other.txt", "three\n")).isEmpty();
      assertThat(
              Playground.outcome(
                  play.client().finding().place(new PlaceFindings(task, null, null, "three\n"))))
          .isEqualTo(ProtocolError.REFUSED);
    }
  }

  private static FindingPlaces place(
      Playground play, String task, String commit, String path, String text) {
    return play.ask(play.client().finding().place(new PlaceFindings(task, commit, path, text)));
  }

  private static List<String> places(
      Playground play, String task, String commit, String path, String text) {
    var claims =
        play.ask(play.client().finding().list(new TaskParams(task))).findings().stream()
            .collect(Collectors.toMap(FindingView::id, FindingView::text));
    return place(play, task, commit, path, text).places().stream()
        .map(place -> claims.get(place.finding()) + ": " + described(place))
        .toList();
  }

  private static String described(FindingPlace place) {
    return "%s %d-%d%s"
        .formatted(
            place.file(), place.startLine(), place.endLine(), place.survives() ? "" : " (near)");
  }
}
