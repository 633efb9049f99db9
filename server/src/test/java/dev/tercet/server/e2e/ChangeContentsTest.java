package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.FileContent;
import dev.tercet.protocol.FileContents;
import dev.tercet.protocol.Patch;
import dev.tercet.protocol.PatchParams;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.ReadContent;
import dev.tercet.protocol.ReadContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a change as editors read them, whatever is in them. */
class ChangeContentsTest {

  private static final int LARGE = (1 << 20) - 20;

  @TempDir Path temp;

  @Test
  void many_files_are_read_at_once_and_each_says_what_it_is() throws IOException {
    try (Playground play = Playground.open(temp)) {
      write(play, "latin1.txt", "café\n".getBytes(StandardCharsets.ISO_8859_1));
      write(play, "logo.bin", new byte[] {'P', 0, 1});
      write(play, "empty.txt", new byte[0]);
      write(play, "too large.txt", new byte[(1 << 20) + 1]);
      Files.createSymbolicLink(play.repository().resolve("link"), Path.of("src/app.txt"));
      play.commit("Everything");
      String commit = play.git("rev-parse", "HEAD");
      String task = play.create(play.ticket("Look", Scripts.smooth("look")));

      List<String> paths =
          List.of(
              "src/app.txt",
              "latin1.txt",
              "logo.bin",
              "empty.txt",
              "too large.txt",
              "link",
              "src",
              "gone",
              "../home",
              "src/app.txt");
      FileContents answer = contents(play, task, paths, commit);
      assertThat(answer.commit()).isEqualTo(commit);
      assertThat(answer.contents().stream().map(ChangeContentsTest::described))
          .containsExactly(
              "src/app.txt TEXT 24 one\ntwo\nthree\nfour\nfive\n",
              "latin1.txt NOT_UTF8 5 caf\uFFFD\n",
              "logo.bin BINARY 3 null",
              "empty.txt TEXT 0 ",
              "too large.txt TOO_LARGE 1048577 null",
              "link SYMLINK 11 src/app.txt",
              "src ABSENT 0 null",
              "gone ABSENT 0 null",
              "../home ABSENT 0 null",
              "src/app.txt TEXT 24 one\ntwo\nthree\nfour\nfive\n");
      for (FileContent one : answer.contents()) {
        assertThat(
                play.ask(play.client().change().content(new ReadContent(task, one.path(), commit))))
            .isEqualTo(one);
      }
    }
  }

  @Test
  void an_answer_has_as_many_files_as_fit() throws IOException {
    try (Playground play = Playground.open(temp)) {
      List<String> paths = new ArrayList<>();
      for (int number = 0; number < 7; number++) {
        byte[] text =
            ("file " + number + "\n" + "x".repeat(LARGE)).getBytes(StandardCharsets.UTF_8);
        paths.add("large" + number + ".txt");
        write(play, paths.getLast(), text);
      }
      play.commit("Large ones");
      String commit = play.git("rev-parse", "HEAD");
      String task = play.create(play.ticket("Look", Scripts.smooth("look")));

      List<String> read = new ArrayList<>();
      while (read.size() < paths.size()) {
        List<FileContent> some =
            contents(play, task, paths.subList(read.size(), paths.size()), commit).contents();
        assertThat(some).isNotEmpty().hasSizeLessThan(7);
        some.forEach(
            one -> read.add(one.path() + ": " + one.text().lines().findFirst().orElse("")));
      }
      assertThat(read).hasSize(7).contains("large0.txt: file 0", "large6.txt: file 6");

      assertThat(
              Playground.outcome(
                  play.client()
                      .change()
                      .contents(new ReadContents(task, Collections.nCopies(501, "a"), commit))))
          .isEqualTo(ProtocolError.REFUSED);
      assertThat(contents(play, task, List.of(), commit).contents()).isEmpty();
    }
  }

  @Test
  void a_change_of_more_files_than_fit_a_command_line_is_shown_as_far_as_it_goes() {
    String script =
        Scripts.plan("Only")
            + """
            on build
              run mkdir big && cd big && seq -f '%s%%05g.txt' 1 16000 | xargs touch
              say Done.
            """
                .formatted("x".repeat(200))
            + Scripts.contentReviewers();
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Many", script));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      Patch patch = play.ask(play.client().change().patch(new PatchParams(task, null, null, null)));
      assertThat(patch.truncated()).isTrue();
      assertThat(patch.text()).contains("00001.txt");
    }
  }

  private static FileContents contents(
      Playground play, String task, List<String> paths, String commit) {
    return play.ask(play.client().change().contents(new ReadContents(task, paths, commit)));
  }

  private static String described(FileContent content) {
    return "%s %s %d %s".formatted(content.path(), content.kind(), content.size(), content.text());
  }

  private static void write(Playground play, String path, byte[] bytes) throws IOException {
    Files.write(play.repository().resolve(path), bytes);
  }
}
