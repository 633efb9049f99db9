package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are really full: small file systems in memory, in a mount namespace of a JVM's own.
 * Where the machine lets nobody make one, each test asserts instead that it says so.
 */
class FullDiskTest {

  private static final String MEGABYTES = "24";

  @TempDir Path temp;

  @Test
  void a_journal_without_room_acknowledges_nothing_and_loses_nothing() throws Exception {
    onSmallDisk("home");
  }

  @Test
  void a_repository_without_room_is_a_failure_in_words_that_can_be_tried_again() throws Exception {
    onSmallDisk("repo");
  }

  /** Has {@link #main} play in a folder whose subfolder is a disk of its own. */
  private void onSmallDisk(String folder) throws Exception {
    Path disk = Files.createDirectories(temp.toRealPath().resolve(folder));
    Path said = temp.resolve("said.txt");
    String mount = "mount -t tmpfs -o size=" + MEGABYTES + "m tmpfs '" + disk + "'";
    if (exit(said, List.of("unshare", "-rm", "sh", "-c", mount)) != 0) {
      assertThat(said).content().isNotBlank();
      return;
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    int exit =
        exit(
            said,
            List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                mount + " && exec \"$@\"",
                "sh",
                java,
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskTest.class.getName(),
                temp.toString(),
                folder));
    assertThat(exit).as(Playground.read(said)).isZero();
  }

  /** What a command says comes into a file; one that is not there exits as in a shell. */
  private static int exit(Path said, List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    try {
      Process process = builder.start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return process.exitValue();
    } catch (IOException absent) {
      Playground.put(said, absent.toString());
      return 127;
    }
  }

  /** The part that is played on the small disk: its root, and what is small. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    try (Playground play = Playground.prepare(root).uncaged()) {
      play.startDaemon();
      switch (arguments[1]) {
        case "home" -> fullJournal(play);
        case "repo" -> fullRepository(play);
        default -> throw new IllegalArgumentException(arguments[1]);
      }
    }
    System.exit(0);
  }

  /** What a builder plays that is not done before the disk is full. */
  private static String waiting(Playground play) {
    return Scripts.plan("Only")
        + """
        on build
          run echo turn >> "%1$s/turns"
          run yes done | head -n 20000 > src/done.txt
          run touch "%1$s/started"; until test -e "%1$s/go"; do sleep 0.05; done
          say Done.

        """
            .formatted(play.root())
        + Scripts.contentReviewers();
  }

  private static void fullJournal(Playground play) throws Exception {
    String script = waiting(play);
    String task = play.create(play.ticket("Wait", script));
    String other = play.create(play.ticket("Other", Scripts.smooth("other")));
    play.approve(task);
    var approval = Playground.approval(play.asked(other, Asked.Approval.class));
    play.until(task, _ -> Files.exists(play.root().resolve("started")));

    Path ballast = fill(play.home());
    assertThat(Playground.outcome(play.client().decision().approve(approval)))
        .isEqualTo(ProtocolError.FAILED);
    Playground.put(play.root().resolve("go"), "");
    play.until(task, FullDiskTest::saysSo);

    Files.delete(ballast);
    mergesInTheEnd(play, task);
    assertThat(play.root().resolve("turns")).hasContent("turn\n");
    play.ask(play.client().decision().approve(approval));
    mergesInTheEnd(play, other);
  }

  /** As a warning, where nothing can be written any more, or as what the run waits for. */
  private static boolean saysSo(TaskView view) {
    String said = view.warnings() + view.runs().getLast().waitsFor();
    return said.contains("the disk is full") || said.contains("No space left on device");
  }

  private static void fullRepository(Playground play) throws Exception {
    String script = waiting(play);
    String task = play.create(play.ticket("Wait", script));
    play.approve(task);
    play.until(task, _ -> Files.exists(play.root().resolve("started")));
    Path ballast = fill(play.repository());
    Playground.put(play.root().resolve("go"), "");
    Open<Asked.Failure> open = play.asked(task, Asked.Failure.class);
    assertThat(open.asked().reason() + open.asked().evidence()).contains("No space left on device");
    assertThat(open.task().summary().state().kind()).isEqualTo(TaskState.Kind.FAILED);

    Files.delete(ballast);
    play.resolve(open, "retry");
    mergesInTheEnd(play, task);
    assertThat(play.git("show", "main:src/done.txt").lines()).hasSize(20_000);
  }

  private static void mergesInTheEnd(Playground play, String task) {
    play.merge(task);
    play.until(task, TaskState.Kind.MERGED);
    assertThat(play.ask(play.client().journal().verify(new TaskParams(task))).intact()).isTrue();
    assertThat(play.git("fsck", "--no-dangling")).isEmpty();
  }

  /** Leaves no block free. */
  private static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve(".ballast");
    byte[] piece = new byte[4096];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(piece);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left on device");
      return ballast;
    }
  }
}
