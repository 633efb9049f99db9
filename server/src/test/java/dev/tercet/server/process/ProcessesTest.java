package dev.tercet.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"));

  @TempDir Path directory;
  private final Processes processes = new Processes();

  @AfterEach
  void endChildren() {
    processes.close();
  }

  @Test
  void a_program_gives_its_output_and_exit_code() {
    ProcessResult result = processes.run(sh("echo out; echo err >&2; exit 3"));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out().text()).isEqualTo("out\n");
    assertThat(result.err().text()).isEqualTo("err\n");
    assertThat(result.timedOut()).isFalse();
    assertThat(result.succeeded()).isFalse();
  }

  @Test
  void the_environment_is_exactly_what_was_given() {
    Path env = Executables.find("env", ENVIRONMENT).orElseThrow();

    ProcessResult result =
        processes.run(
            new ProcessSpec(
                List.of(env.toString()),
                directory,
                Map.of("ONLY", "this one"),
                Duration.ofSeconds(20),
                1000));

    assertThat(result.out().text()).isEqualTo("ONLY=this one\n");
  }

  @Test
  void a_program_is_looked_up_on_the_path_it_is_given() throws IOException {
    Path script =
        Files.writeString(directory.resolve("hello"), "#!/bin/sh\necho hello from $PWD\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    ProcessResult result =
        processes.run(
            new ProcessSpec(
                List.of("hello"),
                directory,
                Map.of("PATH", "relative::" + directory),
                Duration.ofSeconds(20),
                1000));

    assertThat(result.out().text()).isEqualTo("hello from " + directory + "\n");
  }

  @Test
  void a_missing_program_or_directory_is_said() {
    assertThatThrownBy(() -> processes.run(command("no-such-program-of-ours")))
        .isInstanceOf(ProcessException.class)
        .hasMessage(
            "cannot start no-such-program-of-ours: no such program on the PATH it was given");
    assertThatThrownBy(() -> processes.run(command("/no/such/program")))
        .isInstanceOf(ProcessException.class)
        .hasMessageStartingWith("cannot start /no/such/program: ");
    assertThatThrownBy(
            () ->
                processes.run(
                    new ProcessSpec(
                        List.of("sh"),
                        directory.resolve("gone"),
                        ENVIRONMENT,
                        Duration.ofSeconds(1),
                        1)))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("gone does not exist");
  }

  @Test
  void a_flood_is_cut_in_the_middle_and_counted() {
    ProcessResult result =
        processes.run(
            new ProcessSpec(
                List.of("sh", "-c", "echo first; head -c 100000000 /dev/zero; echo last"),
                directory,
                ENVIRONMENT,
                Duration.ofSeconds(60),
                4096));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().text()).startsWith("first\n").endsWith("last\n");
    assertThat(result.out().text()).contains("bytes cut");
    assertThat(result.out().cut()).isEqualTo(100_000_011L - 4096);
    assertThat(result.out().bytes()).hasSize(4096);
  }

  @Test
  void output_that_fits_exactly_is_whole() {
    for (int limit : new int[] {10, 11, 1000}) {
      ProcessResult result =
          processes.run(
              new ProcessSpec(
                  List.of("printf", "0123456789"),
                  directory,
                  ENVIRONMENT,
                  Duration.ofSeconds(20),
                  limit));
      assertThat(result.out().isWhole()).isTrue();
      assertThat(result.out().text()).isEqualTo("0123456789");
    }
  }

  @Test
  void input_larger_than_the_pipe_arrives_whole() {
    byte[] input = new byte[3_000_000];

    ProcessResult result = processes.run(command("wc", "-c"), input);

    assertThat(result.out().text().trim()).isEqualTo("3000000");
  }

  @Test
  void input_that_nobody_reads_holds_nobody_up() {
    ProcessResult result = processes.run(command("true"), new byte[3_000_000]);

    assertThat(result.exitCode()).isZero();
  }

  @Test
  void a_program_that_ignores_asking_is_killed_when_its_time_is_over() {
    ProcessResult result =
        processes.run(
            new ProcessSpec(
                List.of("sh", "-c", "trap '' TERM; echo started; while :; do sleep 0.1; done"),
                directory,
                ENVIRONMENT,
                Duration.ofMillis(300),
                1000));

    assertThat(result.timedOut()).isTrue();
    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(result.out().text()).isEqualTo("started\n");
  }

  @Test
  void what_a_program_leaves_running_is_ended_by_its_run() {
    String run = "run-" + UUID.randomUUID();

    ProcessResult result =
        processes.run(marked(run, "(setsid sh -c 'sleep 300 & sleep 300' &) & echo done"));

    assertThat(result.out().text()).isEqualTo("done\n");
    assertThat(alive(run)).isEmpty();
  }

  @Test
  void a_held_pipe_does_not_hold_the_caller() {
    ProcessResult result = processes.run(sh("setsid sleep 8 & echo done"));

    assertThat(result.out().text()).isEqualTo("done\n");
  }

  @Test
  void two_hundred_children_at_once() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ProcessResult>> results = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        results.add(threads.submit(() -> processes.run(sh("echo " + number + "; cat"))));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(results.get(i).get(60, TimeUnit.SECONDS).out().text()).isEqualTo(i + "\n");
      }
    }
  }

  @Test
  void an_interrupt_ends_the_program_and_is_kept() throws Exception {
    String run = "run-" + UUID.randomUUID();
    CompletableFuture<Boolean> interruptKept = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    processes.run(marked(run, "sleep 300"));
                    interruptKept.complete(false);
                  } catch (ProcessException _) {
                    interruptKept.complete(Thread.currentThread().isInterrupted());
                  }
                });
    await().until(() -> !alive(run).isEmpty());

    waiting.interrupt();

    assertThat(interruptKept.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(alive(run)).isEmpty();
  }

  @Test
  void what_an_interrupt_ends_may_clean_up(@TempDir Path temp) throws Exception {
    String run = "run-" + UUID.randomUUID();
    Path begun = temp.resolve("begun");
    String cleaning = "trap 'rm " + begun + "; exit' TERM; touch " + begun + "; ";
    ProcessSpec spec = marked(run, cleaning + "while :; do sleep 0.01; done");
    CompletableFuture<ProcessResult> result = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    result.complete(processes.run(spec));
                  } catch (ProcessException interrupted) {
                    result.completeExceptionally(interrupted);
                  }
                });
    await().until(() -> Files.exists(begun));

    waiting.interrupt();

    assertThat(result).failsWithin(Duration.ofSeconds(20));
    assertThat(begun).doesNotExist();
    assertThat(alive(run)).isEmpty();
  }

  @Test
  void a_child_is_talked_with_line_by_line() throws Exception {
    Recorded recorded = new Recorded();
    Child child =
        processes.start(
            sh("while read line; do echo \"got $line\"; done; echo bye >&2; exit 7"),
            new LineLimits(1000, 100_000),
            recorded);

    child.writeLine("one");
    await().until(() -> recorded.out.contains(new Line("got one", 0)));
    child.writeLine("zwei €");
    await().until(() -> recorded.out.contains(new Line("got zwei €", 0)));
    child.closeInput();

    assertThat(recorded.ended.get(20, TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(recorded.err).containsExactly(new Line("bye", 0));
    assertThat(child.waitFor(Duration.ofSeconds(1))).isEqualTo(OptionalInt.of(7));
  }

  @Test
  void a_long_line_is_cut_and_a_flood_of_lines_is_said_once() throws Exception {
    Recorded recorded = new Recorded();
    processes.start(
        sh("printf 'abcdefghij\\r\\nxy\\r\\n'; yes | head -c 100000000"),
        new LineLimits(5, 1000),
        recorded);

    assertThat(recorded.ended.get(60, TimeUnit.SECONDS)).isZero();
    assertThat(recorded.out.get(0)).isEqualTo(new Line("abcde", 6));
    assertThat(recorded.out.get(1)).isEqualTo(new Line("xy", 0));
    assertThat(recorded.out).hasSize(2 + (1000 - 16) / 2);
    assertThat(recorded.floods).hasSize(1);
  }

  @Test
  void ending_a_child_ends_what_it_forked_twice_and_gave_a_session() throws Exception {
    String run = "run-" + UUID.randomUUID();
    Child child =
        processes.start(
            marked(
                run,
                "(setsid sh -c 'trap \"\" TERM; sleep 300 & sleep 301' &) & trap '' TERM; cat; sleep 300"),
            new LineLimits(1000, 1000),
            new Recorded());
    await().until(() -> alive(run).size() >= 5);

    child.end(Duration.ofMillis(200));

    assertThat(alive(run)).isEmpty();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void a_child_that_reads_nothing_is_ended_while_somebody_writes_to_it() throws Exception {
    Child child = processes.start(sh("exec sleep 300"), new LineLimits(1000, 1000), new Recorded());
    CompletableFuture<Void> broken = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                child.writeLine("x".repeat(1_000_000));
              } catch (IOException _) {
                broken.complete(null);
              }
            });

    child.end(Duration.ofMillis(100));

    broken.get(20, TimeUnit.SECONDS);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void ending_one_child_spares_another_of_the_same_run() throws Exception {
    String run = "run-" + UUID.randomUUID();
    Child stays =
        processes.start(marked(run, "sleep 300; :"), new LineLimits(10, 10), new Recorded());
    await().until(() -> alive(run).size() == 2);

    processes.run(marked(run, "true"));

    assertThat(alive(run)).hasSize(2);
    stays.end(Duration.ofMillis(100));
    assertThat(alive(run)).isEmpty();
  }

  @Test
  void closing_ends_every_child() throws Exception {
    String run = "run-" + UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      processes.start(marked(run, "trap '' TERM; sleep 300"), new LineLimits(9, 9), new Recorded());
    }
    await().until(() -> alive(run).size() >= 5);

    processes.close();

    assertThat(alive(run)).isEmpty();
  }

  @Test
  void an_orphan_of_a_former_daemon_is_found_by_its_journal_entry_and_ended() throws Exception {
    String run = "run-" + UUID.randomUUID();
    Child child =
        processes.start(marked(run, "sleep 300; :"), new LineLimits(10, 10), new Recorded());
    await().until(() -> alive(run).size() == 2);
    Orphan other = new Orphan(child.pid(), child.startedAt(), run + "-other");
    Orphan earlier = new Orphan(child.pid(), child.startedAt().minusSeconds(60), run);

    assertThat(Orphans.end(other, Duration.ofMillis(100))).isEmpty();
    assertThat(Orphans.find(earlier)).isEmpty();
    assertThat(alive(run)).hasSize(2);

    assertThat(Orphans.end(new Orphan(child.pid(), child.startedAt(), run), Duration.ofMillis(100)))
        .hasSize(2)
        .contains(child.pid());
    assertThat(alive(run)).isEmpty();
    assertThat(Orphans.end(new Orphan(child.pid(), child.startedAt(), run), Duration.ofMillis(100)))
        .isEmpty();
  }

  @Test
  void a_working_directory_must_be_absolute() {
    assertThatThrownBy(
            () ->
                new ProcessSpec(
                    List.of("sh"), Path.of("relative"), Map.of(), Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ProcessSpec sh(String script) {
    return command("sh", "-c", script);
  }

  private ProcessSpec command(String... command) {
    return new ProcessSpec(
        List.of(command), directory, ENVIRONMENT, Duration.ofSeconds(60), 100_000);
  }

  private ProcessSpec marked(String run, String script) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.put("TERCET_RUN", run);
    return new ProcessSpec(
        List.of("sh", "-c", script), directory, environment, Duration.ofSeconds(60), 100_000);
  }

  private static Set<ProcessHandle> alive(String run) {
    return new ProcessTree(null, run, process -> false).alive();
  }

  private static final class Recorded implements ChildListener {

    private final List<Line> out = new CopyOnWriteArrayList<>();
    private final List<Line> err = new CopyOnWriteArrayList<>();
    private final List<String> floods = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    @Override
    public void out(Line line) {
      out.add(line);
    }

    @Override
    public void err(Line line) {
      err.add(line);
    }

    @Override
    public void flooded() {
      floods.add("flooded");
    }

    @Override
    public void ended(int exitCode) {
      ended.complete(exitCode);
    }
  }
}
