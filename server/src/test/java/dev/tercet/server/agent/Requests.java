package dev.tercet.server.agent;

import dev.tercet.server.process.Confinement;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A session request of a test, part by part. */
public final class Requests {

  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Path home;
  private Role role = Role.BUILD;
  private String step = "Implementation";
  private @Nullable String item;
  private int itemNumber;
  private int pass = 1;
  private int attempt = 1;
  private @Nullable Path script;
  private @Nullable String resume;
  private @Nullable RunId continues;
  private String artifacts = ".tercet/tasks/csv-export-k3f9";
  private final List<Answered> answers = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Permit> permits = new HashMap<>();
  private @Nullable ToolServer tools;
  private Duration timeout = Duration.ofSeconds(30);
  private Duration stall = Duration.ofSeconds(30);
  private Duration hold = Duration.ofSeconds(20);

  private Requests(Path home) {
    this.home = home;
    environment.put("PATH", System.getenv("PATH"));
  }

  public static Requests in(Path home) {
    return new Requests(home);
  }

  public Requests role(Role value) {
    role = value;
    return this;
  }

  public Requests step(String value) {
    step = value;
    return this;
  }

  public Requests artifactsAtTheRoot() {
    artifacts = "";
    return this;
  }

  public Requests item(int number, String text) {
    itemNumber = number;
    item = text;
    return this;
  }

  public Requests pass(int value) {
    pass = value;
    return this;
  }

  public Requests attempt(int value) {
    attempt = value;
    return this;
  }

  public Requests script(String text) {
    try {
      script = Files.writeString(home.resolve("agent.script"), text);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public Requests resume(String value) {
    resume = value;
    return this;
  }

  public Requests continuing(String question, String answer) {
    continues = new RunId("before");
    answers.add(new Answered(question, answer));
    return this;
  }

  public Requests answered(String question, String answer) {
    answers.add(new Answered(question, answer));
    return this;
  }

  public Requests option(String name, String value) {
    options.put(name, value);
    return this;
  }

  public Requests tools(ToolServer value) {
    tools = value;
    return this;
  }

  public Requests permit(String kind, Permit permit) {
    permits.put(kind, permit);
    return this;
  }

  public Requests variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Requests timeout(Duration value) {
    timeout = value;
    return this;
  }

  public Requests stall(Duration value) {
    stall = value;
    return this;
  }

  public Requests hold(Duration value) {
    hold = value;
    return this;
  }

  public Path directory() {
    return home.resolve("work");
  }

  public SessionRequest build() {
    try {
      Path directory = Files.createDirectories(home.resolve("work"));
      Path artifacts = Files.createDirectories(directory.resolve(this.artifacts));
      Path temp = Files.createDirectories(home.resolve("temp"));
      // Unique on this machine, because processes of a run are found by it.
      RunId run = new RunId("test-" + ProcessHandle.current().pid() + "-" + RUNS.incrementAndGet());
      return new SessionRequest(
          run,
          role,
          "builder",
          step,
          item,
          pass,
          attempt,
          directory,
          artifacts,
          temp,
          environment,
          script,
          resume,
          timeout,
          stall,
          hold,
          new TaskId("csv-export-k3f9"),
          itemNumber,
          continues,
          answers,
          options,
          Confinement.NONE,
          tools,
          permits);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
