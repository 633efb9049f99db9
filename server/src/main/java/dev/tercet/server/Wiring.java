package dev.tercet.server;

import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.server.agent.catalogue.Agents;
import dev.tercet.server.agent.catalogue.KnownAgents;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Creation;
import dev.tercet.server.app.Deciding;
import dev.tercet.server.app.DecisionViews;
import dev.tercet.server.app.Doctor;
import dev.tercet.server.app.JournalDesk;
import dev.tercet.server.app.Orders;
import dev.tercet.server.app.Presets;
import dev.tercet.server.app.ReadModel;
import dev.tercet.server.app.Reading;
import dev.tercet.server.app.Repositories;
import dev.tercet.server.app.SettingsReader;
import dev.tercet.server.app.Steps;
import dev.tercet.server.app.Views;
import dev.tercet.server.app.Workflows;
import dev.tercet.server.app.WorktreePolicy;
import dev.tercet.server.door.Door;
import dev.tercet.server.door.http.HttpServer;
import dev.tercet.server.door.lsp.Connection;
import dev.tercet.server.door.mcp.McpDoor;
import dev.tercet.server.door.mcp.TercetProvider;
import dev.tercet.server.git.Git;
import dev.tercet.server.mcp.McpServer;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.Performer;
import dev.tercet.server.perform.RunLimits;
import dev.tercet.server.perform.Secrets;
import dev.tercet.server.perform.World;
import dev.tercet.server.perform.WorldPerformer;
import dev.tercet.server.process.Processes;
import dev.tercet.server.runtime.EventLog;
import dev.tercet.server.runtime.Tasks;
import dev.tercet.server.settings.Key;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.TranscriptLimits;
import dev.tercet.server.store.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together, by hand. */
final class Wiring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final int OVERALL_RUNS_LIMIT = 1_000;

  private final Processes processes;
  private final Journal journal;
  private final Tasks tasks;
  private final App app;
  private final McpServer mcp;
  private final SettingsReader settings;
  private @Nullable HttpServer http;

  private Wiring(
      Processes processes, Journal journal, Tasks tasks, App app, SettingsReader settings) {
    this.processes = processes;
    this.journal = journal;
    this.tasks = tasks;
    this.app = app;
    this.settings = settings;
    this.mcp =
        new McpServer(
            new TercetProvider(
                app, () -> settings.readUser().settings().get(Key.MCP_DECISIONS).value()),
            InstantSource.system());
  }

  /**
   * @param around what stands between the tasks and the world; nothing, but where it is watched how
   *     a daemon dies
   */
  static Wiring open(
      Path home, Map<String, String> environment, Runnable stop, UnaryOperator<Performer> around) {
    InstantSource clock = InstantSource.system();
    Processes processes = new Processes();
    LoginShell login = LoginShell.read(processes, environment);
    Environment variables = new Environment(login.variables());
    Secrets secrets = new Secrets(login.secrets());
    Git git = Git.find(processes, login.forGit());
    Journal journal = Journal.open(home);
    Repositories repositories = new Repositories(git);
    SettingsReader settings = new SettingsReader(home);
    Transcripts transcripts = new Transcripts(home, TranscriptLimits.DEFAULT, secrets::redact);
    Presets presets =
        new Presets(
            repositories, settings, new Agents(processes), KnownAgents.bundled(), variables);
    int concurrency = settings.readUser().settings().get(Key.CONCURRENCY).value();
    World world =
        new World(
            git,
            home,
            processes,
            variables,
            secrets,
            transcripts,
            presets,
            new WorktreePolicy(repositories, settings),
            new RunLimits(Math.min(concurrency, OVERALL_RUNS_LIMIT)),
            clock);
    ReadModel model = new ReadModel();
    EventLog log = new EventLog(journal, new EventCodec(), model);
    Tasks tasks = new Tasks(log, clock, around.apply(new WorldPerformer(world)));
    Reading reading = new Reading(model, repositories, transcripts);
    Views views = new Views(model, new DecisionViews(model, reading), reading);
    Orders orders = new Orders(tasks, model, views, clock);
    Workflows workflows = new Workflows(repositories, settings);
    App app =
        new App(
            home,
            clock.instant(),
            git,
            journal,
            transcripts,
            tasks,
            model,
            views,
            reading,
            orders,
            new Deciding(orders),
            new Steps(repositories),
            new Creation(repositories, settings, workflows, tasks, model, views, orders),
            workflows,
            presets,
            new Doctor(git, home, presets, repositories, settings, variables),
            new JournalDesk(journal, model),
            stop);
    return new Wiring(processes, journal, tasks, app, settings);
  }

  App app() {
    return app;
  }

  /** Who serves which speech; a kind that is not here is refused. */
  Map<Speech, Door> doors() {
    Map<Speech, Door> doors = new EnumMap<>(Speech.class);
    doors.put(Speech.TASK, new Connection(app));
    doors.put(Speech.MCP, new McpDoor(mcp));
    return doors;
  }

  /** Replays the journal and lets every task go on. */
  void start() {
    tasks.open();
    settings.readUser().settings().get(Key.HTTP_PORT).value().ifPresent(this::openHttp);
  }

  /** A port that cannot be had is no reason not to serve everybody else. */
  private void openHttp(int port) {
    try {
      http = HttpOpening.open(app.home(), port, app, mcp);
    } catch (IOException cannot) {
      LOG.error("no HTTP: {}", cannot.getMessage());
    }
  }

  @Override
  public void close() {
    if (http != null) {
      http.close();
    }
    tasks.close();
    processes.close();
    journal.close();
  }
}
