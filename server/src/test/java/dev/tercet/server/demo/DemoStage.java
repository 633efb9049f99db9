package dev.tercet.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.Answered;
import dev.tercet.server.agent.Heard;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.Update;
import dev.tercet.server.agent.scripted.ScriptedAgent;
import dev.tercet.server.process.Confinement;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.review.Board;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.FindingId;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The demo's sample in a repository of its own, where the demo's script is played. */
final class DemoStage implements AutoCloseable {

  private static final String DEMO = "/dev/tercet/cli/demo/";
  private static final List<String> REVIEWERS = List.of("reviewer-a", "reviewer-b", "reviewer-c");
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Processes processes = new Processes();
  private final Path home;
  private final Path script;
  private final Map<String, String> environment;
  private Board board = Board.EMPTY;

  DemoStage(Path home) throws IOException {
    this.home = home;
    this.environment =
        Map.of(
            "PATH", System.getenv("PATH"),
            "HOME", home.toString(),
            "JAVA_HOME", System.getProperty("java.home"),
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1");
    this.script = Files.writeString(home.resolve("demo.script"), resource("demo.script"));
    for (String name : resource("sample.txt").lines().toList()) {
      Path file = work().resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, resource("sample/" + name));
    }
    git("init", "--quiet", "--initial-branch=main");
    commit("Begin");
    git("tag", "start");
    assertGreen();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DemoStage.class.getResourceAsStream(DEMO + name)) {
      if (in == null) {
        throw new IOException("there is no resource " + DEMO + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Path work() {
    return home.resolve("work");
  }

  Path artifacts(String task) {
    return work().resolve(".tercet/tasks").resolve(task);
  }

  void plan(String task) throws InterruptedException {
    play(task, Role.PLAN, "planner", 1, 0, null, List.of());
  }

  /** Plays the builder on one item, which has to come to its end. */
  void item(String task, int pass, int number, String text) throws InterruptedException {
    play(task, Role.BUILD, "builder", pass, number, text, List.of());
  }

  /** Plays the builder on an item in which it asks. */
  AgentQuestion asks(String task, int number, String item) throws InterruptedException {
    Heard heard = new Heard();
    SessionRequest request = request(task, Role.BUILD, "builder", 1, number, item, List.of());
    assertThat(turn(request, heard)).isInstanceOf(TurnResult.Waiting.class);
    return heard.questions().getFirst();
  }

  /** Plays what is behind the question. */
  void answered(String task, int number, String item, String question, String answer)
      throws InterruptedException {
    play(task, Role.BUILD, "builder", 1, number, item, List.of(new Answered(question, answer)));
  }

  /** Plays all reviewers and groups what they find in this pass. */
  List<Cluster> review(String task, int pass) throws InterruptedException {
    board = Board.EMPTY;
    for (String reviewer : REVIEWERS) {
      Heard heard = play(task, Role.REVIEW, reviewer, pass, 0, null, List.of());
      for (Update.Found found : heard.all(Update.Found.class)) {
        assertQuoted(found.claim());
        FindingId id = new FindingId("f" + (board.findings().size() + 1));
        board = board.with(new Finding(id, reviewer, "scripted-" + reviewer, 1, found.claim()));
      }
    }
    return board.clustered(REVIEWERS, 1, List.of(), List.of());
  }

  String firstClaim() {
    Claim claim = board.findings().getFirst().claim();
    return claim.file() + ":" + claim.startLine() + ": " + claim.text();
  }

  /** The evidence stands in the lines that the finding names. */
  private void assertQuoted(Claim claim) {
    try {
      List<String> lines = Files.readAllLines(work().resolve(String.valueOf(claim.file())));
      int first = claim.startLine() == null ? 0 : claim.startLine();
      int last = claim.endLine() == null ? first : claim.endLine();
      assertThat(String.join("\n", lines.subList(first - 1, last))).contains(claim.evidence());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Heard play(
      String task,
      Role role,
      String preset,
      int pass,
      int number,
      @Nullable String item,
      List<Answered> answers)
      throws InterruptedException {
    Heard heard = new Heard();
    TurnResult result = turn(request(task, role, preset, pass, number, item, answers), heard);
    assertThat(result).isInstanceOf(TurnResult.Finished.class);
    assertThat(heard.text()).as(task + " " + preset + " " + item).startsWith("Scripted");
    return heard;
  }

  private TurnResult turn(SessionRequest request, Heard heard) throws InterruptedException {
    try (AgentSession session = new ScriptedAgent(processes, script).open(request, heard)) {
      return session.prompt("the prompt");
    }
  }

  private SessionRequest request(
      String task,
      Role role,
      String preset,
      int pass,
      int number,
      @Nullable String item,
      List<Answered> answers) {
    RunId run = new RunId("demo-" + ProcessHandle.current().pid() + "-" + RUNS.incrementAndGet());
    Duration limit = Duration.ofMinutes(2);
    return new SessionRequest(
        run,
        role,
        preset,
        "Build",
        item,
        pass,
        1,
        work(),
        artifacts(task),
        home.resolve("temp"),
        environment,
        script,
        null,
        limit,
        limit,
        Duration.ZERO,
        new TaskId(task),
        number,
        answers.isEmpty() ? null : run,
        answers,
        Map.of(),
        Confinement.NONE,
        null,
        Map.of());
  }

  void assertGreen() {
    ProcessResult result = test();
    assertThat(result.succeeded()).as(result.out().text() + result.err().text()).isTrue();
  }

  ProcessResult test() {
    return run("sh", "test.sh");
  }

  void commit(String message) {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
  }

  /** Whether it went through; with a conflict the files hold their marks. */
  boolean merge(String branch) {
    return run(git(List.of("merge", "--quiet", "--no-edit", branch))).succeeded();
  }

  void git(String... words) {
    ProcessResult result = run(git(List.of(words)));
    assertThat(result.succeeded()).as(List.of(words) + result.err().text()).isTrue();
  }

  private static String[] git(List<String> words) {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
    command.addAll(words);
    return command.toArray(String[]::new);
  }

  private ProcessResult run(String... command) {
    return processes.run(
        new ProcessSpec(List.of(command), work(), environment, Duration.ofMinutes(2), 1024 * 1024));
  }

  @Override
  public void close() {
    processes.close();
  }
}
