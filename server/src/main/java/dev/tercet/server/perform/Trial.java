package dev.tercet.server.perform;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.Update;
import dev.tercet.server.limit.Admission;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.sandbox.Rights;
import dev.tercet.server.sandbox.Walls;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import dev.tercet.server.workflow.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks an agent for one word in an empty folder, with a reviewer's rights. It takes a place like a
 * run, and what it hears of the account counts for all. Any thread may call.
 */
public final class Trial {

  private static final String PROMPT =
      "This is a test of the connection. Use no tools. Answer with the one word: ready";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final TaskId TASK = new TaskId("trial");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path home;
  private final Cage cage;
  private final RunLimits limits;
  private final AtomicLong count = new AtomicLong();

  /**
   * @param home the daemon's own folder
   */
  public Trial(Path home, Cage cage, RunLimits limits) {
    this.home = home;
    this.cage = cage;
    this.limits = limits;
  }

  /**
   * What came of it.
   *
   * @param text the answer, or what went wrong
   * @param start until it took a prompt; null where it never did
   * @param answer from the prompt to the end of the answer; null where there was none
   */
  public record Outcome(
      boolean worked,
      String text,
      @Nullable Duration start,
      @Nullable Duration answer,
      Usage usage) {}

  /** Takes some two minutes at most. */
  public Outcome run(Chosen chosen, String preset) throws InterruptedException {
    RunId run = new RunId("trial." + ProcessHandle.current().pid() + "." + count.incrementAndGet());
    Admission.Ask ask = new Admission.Ask(run, TASK, chosen.source());
    AtomicReference<String> obstacle = new AtomicReference<>("");
    Optional<RunLimits.Place> place = limits.enter(ask, PATIENCE, obstacle::set);
    if (place.isEmpty()) {
      String text = "not asked: it waits for " + obstacle.get();
      return new Outcome(false, text, null, null, Usage.UNKNOWN);
    }
    try (RunLimits.Place _ = place.get()) {
      return ask(run, chosen, preset);
    }
  }

  private Outcome ask(RunId run, Chosen chosen, String preset) throws InterruptedException {
    Path folder = home.resolve("tmp").resolve(run.value());
    Listener heard = new Listener();
    long begun = System.nanoTime();
    try {
      SessionRequest request = request(run, chosen, preset, folder);
      try (AgentSession session = chosen.agent().open(request, heard)) {
        Duration start = since(begun);
        long asked = System.nanoTime();
        TurnResult result = session.prompt(PROMPT);
        limits.tell(chosen.source().account(), result);
        return outcome(result, start, since(asked), heard.usage);
      }
    } catch (AgentException refused) {
      return new Outcome(false, String.valueOf(refused.getMessage()), null, null, Usage.UNKNOWN);
    } catch (IOException noPlace) {
      throw new UncheckedIOException("no folder for a test in " + folder + ": " + noPlace, noPlace);
    } finally {
      delete(folder);
    }
  }

  private static Outcome outcome(TurnResult result, Duration start, Duration answer, Usage usage) {
    return switch (result) {
      case TurnResult.Finished(var text) when text.isBlank() ->
          new Outcome(false, "it ended its turn without a word", start, answer, usage);
      case TurnResult.Finished(var text) -> new Outcome(true, text, start, answer, usage);
      case TurnResult.Waiting _ ->
          new Outcome(false, "it asked a question in place of an answer", start, answer, usage);
      case TurnResult.Cancelled _ -> new Outcome(false, "it was stopped", start, null, usage);
      case TurnResult.Failed(_, var reason, _) -> new Outcome(false, reason, start, null, usage);
    };
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private SessionRequest request(RunId run, Chosen chosen, String preset, Path folder)
      throws IOException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Path temp = Files.createDirectories(folder.resolve("temp"));
    return new SessionRequest(
        run,
        Role.REVIEW,
        preset,
        "Test",
        null,
        1,
        1,
        work,
        work,
        temp,
        chosen.environment(),
        chosen.script(),
        null,
        LONGEST,
        LONGEST,
        Duration.ZERO,
        TASK,
        0,
        null,
        List.of(),
        chosen.options(),
        cage.confinement(
            new Walls(
                Rights.READ,
                work,
                temp,
                Files.createDirectories(folder.resolve("home")),
                List.of(),
                chosen.lodging().logins(),
                chosen.lodging().visible(),
                List.of(),
                chosen.lodging().network())),
        null,
        Map.of());
  }

  private static void delete(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((left, right) -> right.compareTo(left)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException leftBehind) {
      // What an agent left in it and cannot be deleted does no harm; the next start sweeps it.
    }
  }

  /** Keeps what was used. */
  private static final class Listener implements AgentListener {
    private Usage usage = Usage.UNKNOWN;

    @Override
    public void update(Update update) {
      if (update instanceof Update.Used(var used)) {
        usage = used;
      }
    }

    @Override
    public Optional<String> ask(AgentQuestion question, Duration hold) {
      return Optional.empty();
    }
  }
}
