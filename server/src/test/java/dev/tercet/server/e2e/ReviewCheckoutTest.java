package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tercet.protocol.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewCheckoutTest {

  @TempDir Path temp;

  @Test
  void what_a_killed_daemon_left_of_it_is_made_whole_before_anybody_reviews() throws IOException {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      Path hold = play.root().resolve("hold");
      Playground.put(hold, "");
      play.startDaemon();
      String script =
          Scripts.plan("The work")
              + Scripts.build("work")
              + """
              on review
                run while [ -e '%s' ]; do sleep 0.05; done; test -f src/work-1.txt
                say Nothing found.

              """
                  .formatted(hold);
      String task = play.create(play.ticket("Review", script));
      play.approve(task);
      Path checkouts = play.root().resolve("home/checkouts").resolve(task);
      await().atMost(Duration.ofSeconds(60)).until(() -> !reviewed(checkouts).isEmpty());
      List<Path> files = reviewed(checkouts);

      play.stopDaemon();
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(hold);
      play.startDaemon();

      play.asked(task, Asked.Merge.class);
      assertThat(files).hasSize(1);
    }
  }

  private static List<Path> reviewed(Path checkouts) throws IOException {
    if (!Files.isDirectory(checkouts)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(checkouts)) {
      return all.map(one -> one.resolve("src/work-1.txt")).filter(Files::exists).toList();
    }
  }
}
