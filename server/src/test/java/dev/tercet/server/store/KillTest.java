package dev.tercet.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

  /** Position, space, hash, line end. */
  private static final long BYTES_OF_A_LINE = 68;

  @TempDir Path folder;

  @Test
  void nothing_acknowledged_is_lost_when_the_process_is_killed() throws Exception {
    Map<Long, String> acknowledged = new HashMap<>();
    Random random = new Random();
    for (int round = 0; round < 3; round++) {
      killAfter(50 + random.nextInt(400), acknowledged);
      try (Journal journal = Journal.open(folder.resolve("home"))) {
        Map<Long, String> kept = new HashMap<>();
        journal.readAll(1, event -> kept.put(event.position(), event.hash().hex()));
        assertThat(kept).containsAllEntriesOf(acknowledged);
        assertThat(journal.lastPosition()).isEqualTo(kept.size());
        assertThat(journal.tasks())
            .allSatisfy(
                task -> assertThat(journal.verify(task)).isInstanceOf(Integrity.Intact.class));
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(150);
  }

  /** Kills the process in the middle of its work and takes what it said until then. */
  private void killAfter(long lines, Map<Long, String> acknowledged)
      throws IOException, InterruptedException {
    Path said = folder.resolve("acknowledged-" + lines);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                folder.resolve("home").toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> Files.size(said) > lines * BYTES_OF_A_LINE);
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    for (String line : Files.readAllLines(said)) {
      String[] words = line.split(" ");
      if (words.length == 2 && words[1].length() == 64) {
        acknowledged.put(Long.parseLong(words[0]), words[1]);
      }
    }
  }
}
