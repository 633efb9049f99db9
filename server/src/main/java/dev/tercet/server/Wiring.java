package dev.tercet.server;

import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.server.agent.builtin.ConfinedCommands;
import dev.tercet.server.agent.builtin.Pacing;
import dev.tercet.server.agent.builtin.Surroundings;
import dev.tercet.server.agent.catalogue.Agents;
import dev.tercet.server.agent.catalogue.KnownAgents;
import dev.tercet.server.agent.catalogue.KnownProviders;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Budgets;
import dev.tercet.server.app.Comparing;
import dev.tercet.server.app.Creation;
import dev.tercet.server.app.Deciding;
import dev.tercet.server.app.DecisionViews;
import dev.tercet.server.app.Denied;
import dev.tercet.server.app.Doctor;
import dev.tercet.server.app.Handover;
import dev.tercet.server.app.JournalDesk;
import dev.tercet.server.app.Notifier;
import dev.tercet.server.app.Orders;
import dev.tercet.server.app.Placing;
import dev.tercet.server.app.Presets;
import dev.tercet.server.app.ReadModel;
import dev.tercet.server.app.Reading;
import dev.tercet.server.app.Repositories;
import dev.tercet.server.app.SettingsReader;
import dev.tercet.server.app.Steps;
import dev.tercet.server.app.Trust;
import dev.tercet.server.app.Views;
import dev.tercet.server.app.Workflows;
import dev.tercet.server.app.WorktreePolicy;
import dev.tercet.server.door.Door;
import dev.tercet.server.door.lsp.Connection;
import dev.tercet.server.door.lsp.EditorConnection;
import dev.tercet.server.door.mcp.DecidingPages;
import dev.tercet.server.door.mcp.HostSettings;
import dev.tercet.server.door.mcp.McpDoor;
import dev.tercet.server.door.mcp.TercetProvider;
import dev.tercet.server.git.Git;
import dev.tercet.server.limit.Caps;
import dev.tercet.server.mcp.McpServer;
import dev.tercet.server.model.ModelClient;
import dev.tercet.server.perform.Drain;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.RunLimits;
import dev.tercet.server.perform.Secrets;
import dev.tercet.server.perform.Trial;
import dev.tercet.server.perform.World;
import dev.tercet.server.perform.WorldPerformer;
import dev.tercet.server.process.Processes;
import dev.tercet.server.runtime.EventLog;
import dev.tercet.server.runtime.Tasks;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.sandbox.Grounds;
import dev.tercet.server.settings.CacheUse;
import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Network;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.HeldAccounts;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.TranscriptLimits;
import dev.tercet.server.store.Transcripts;
import dev.tercet.server.store.TrustLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together, by hand. */
final class Wiring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final Duration PROBE_ENDS = Duration.ofSeconds(5);

  private final Processes processes;
  private final ModelClient models;
  private final Journal journal;
  private final Tasks tasks;
  private final Notifier notifier;
  private final App app;
  private final McpServer mcp;
  private final SettingsReader settings;
  private final HttpOpening http;
  private final Thread probing;

  private Wiring(
      Processes processes,
      ModelClient models,
      Journal journal,
      Tasks tasks,
      Notifier notifier,
      App app,
      SettingsReader settings,
      HttpOpening http,
      Thread probing) {
    this.processes = processes;
    this.models = models;
    this.journal = journal;
    this.tasks = tasks;
    this.notifier = notifier;
    this.app = app;
    this.settings = settings;
    this.http = http;
    this.probing = probing;
    DecidingPages pages = new DecidingPages(app, InstantSource.system());
    this.mcp =
        new McpServer(
            new TercetProvider(app, pages, () -> hosts(settings)), InstantSource.system());
    http.offer(new HttpOpening.Offer(app, mcp, pages::serve));
  }

  private static HostSettings hosts(SettingsReader settings) {
    Settings user = settings.readUser().settings();
    return new HostSettings(user.get(Key.MCP_DECISIONS).value(), user.get(Key.MCP_TOOLS).value());
  }

  static Wiring open(
      Path home, Map<String, String> environment, Runnable stop, Daemon.Surroundings surroundings) {
    InstantSource clock = InstantSource.system();
    Processes processes = new Processes();
    LoginShell login = LoginShell.read(processes, environment);
    Environment variables = new Environment(login.variables());
    Secrets secrets = surroundings.secrets();
    secrets.learn(login.secrets());
    Runnable refresh =
        () -> {
          LoginShell now = LoginShell.read(processes, environment);
          variables.replace(now.variables());
          secrets.learn(now.secrets());
        };
    Git git = Git.find(processes, login.forGit());
    Journal journal = Journal.open(home);
    Repositories repositories = new Repositories(git);
    SettingsReader settings = new SettingsReader(home);
    Settings own = settings.readUser().settings();
    Cage cage = cage(processes, login, own, home);
    Transcripts transcripts = new Transcripts(home, TranscriptLimits.DEFAULT, secrets::redact);
    ModelClient models = new ModelClient(clock);
    RunLimits limits = new RunLimits(() -> caps(settings), clock, new HeldAccounts(home));
    Presets presets =
        new Presets(
            repositories,
            settings,
            new Agents(
                processes,
                new Surroundings(
                    models,
                    new ConfinedCommands(processes, () -> cage.enforcement().isEnforced()),
                    Pacing.real(),
                    home.resolve("sessions"))),
            KnownAgents.bundled(),
            KnownProviders.bundled(),
            variables,
            secrets,
            cage,
            new Trial(home, cage, limits));
    ReadModel model = new ReadModel();
    Trust trust = new Trust(TrustLedger.open(home), repositories, settings, clock);
    Budgets budgets = new Budgets(model, repositories, settings, clock, ZoneId.systemDefault());
    World world =
        new World(
            git,
            home,
            processes,
            cage,
            own.get(Key.CAGE_NETWORK).value() == Network.OPEN,
            variables,
            secrets,
            transcripts,
            presets,
            trust,
            model,
            new WorktreePolicy(repositories, settings),
            limits,
            budgets,
            clock);
    EventLog log = new EventLog(journal, new EventCodec(), model);
    Drain drain = new Drain();
    Tasks tasks =
        new Tasks(log, clock, surroundings.world().apply(drain.around(new WorldPerformer(world))));
    Reading reading = new Reading(model, repositories, transcripts);
    Views views =
        new Views(
            repositories,
            model,
            new DecisionViews(model, reading),
            reading,
            tasks::complaint,
            cage);
    Orders orders = new Orders(tasks, model, views, trust, clock);
    Workflows workflows = new Workflows(repositories, settings);
    Notifier notifier = new Notifier(settings, views, processes, variables);
    HttpOpening http =
        new HttpOpening(home, () -> settings.readUser().settings().get(Key.HTTP_PORT).value());
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
            new Comparing(model, repositories),
            new Placing(model, repositories),
            orders,
            new Deciding(orders),
            new Steps(repositories),
            new Creation(
                repositories, settings, workflows, trust, tasks, model, views, orders, presets),
            workflows,
            presets,
            new Doctor(
                git,
                home,
                presets,
                repositories,
                settings,
                variables,
                cage,
                refresh,
                notifier,
                budgets),
            new JournalDesk(journal, log, model),
            new Handover(drain, stop),
            http,
            () -> {
              noteStop(home);
              stop.run();
            });
    Thread probing = Thread.ofVirtual().name("probe-cage").start(cage::enforcement);
    return new Wiring(processes, models, journal, tasks, notifier, app, settings, http, probing);
  }

  /** Windows that wait for the daemon to come back do not start it after this. */
  private static void noteStop(Path home) {
    Path note = new TercetHome(home).stopped();
    try {
      Files.write(note, new byte[0]);
    } catch (IOException e) {
      LOG.warn("{} cannot be written, so an open window may start the daemon again: {}", note, e);
    }
  }

  private static Caps caps(SettingsReader settings) {
    Settings user = settings.readUser().settings();
    return new Caps(
        user.get(Key.CONCURRENCY).value(),
        user.get(Key.PER_AGENT).value(),
        user.get(Key.PER_PROVIDER).value());
  }

  /** What no child ever sees: the daemon's folder, with journal, token and socket. */
  private static Cage cage(Processes processes, LoginShell login, Settings own, Path home) {
    List<Path> hidden = new ArrayList<>(List.of(home));
    String sessions = login.variables().get("XDG_RUNTIME_DIR");
    if (sessions != null && sessions.startsWith("/")) {
      hidden.add(Path.of(sessions));
    }
    List<String> caches = new ArrayList<>(own.get(Key.CAGE_CACHES).value());
    if (own.get(Key.CAGE_CACHE_USE).value() == CacheUse.SHARED) {
      caches.addAll(Grounds.CACHES);
    }
    Grounds grounds =
        new Grounds(login.variables(), hidden, caches, own.get(Key.CAGE_READABLE).value());
    Cage.Use use =
        switch (own.get(Key.CAGE_USE).value()) {
          case AUTO -> Cage.Use.AUTO;
          case REQUIRED -> Cage.Use.REQUIRED;
          case OFF -> Cage.Use.OFF;
        };
    return new Cage(processes, use, grounds, home.resolve("tmp"));
  }

  App app() {
    return app;
  }

  /** Who serves which speech; a kind that is not here is refused. */
  Map<Speech, Door> doors() {
    Map<Speech, Door> doors = new EnumMap<>(Speech.class);
    doors.put(Speech.TASK, new Connection(app));
    doors.put(Speech.LSP, new EditorConnection(app));
    doors.put(Speech.MCP, new McpDoor(mcp));
    return doors;
  }

  /** Replays the journal and lets every task go on. */
  void start() {
    tasks.open();
    notifier.start(journal, app.home());
    settings.readUser().settings().get(Key.HTTP_PORT).value().ifPresent(_ -> openHttp());
  }

  /** A port that cannot be had is no reason not to serve everybody else. */
  private void openHttp() {
    try {
      http.on();
    } catch (Denied cannot) {
      LOG.error("{}", cannot.refused().text());
    }
  }

  /** When somebody was connected over HTTP last, in the clock of {@link System#nanoTime}. */
  long httpLastUsed() {
    return http.lastUsed();
  }

  @Override
  public void close() {
    notifier.close();
    http.close();
    tasks.close();
    processes.close();
    tasks.awaitRest();
    awaitProbe();
    models.close();
    journal.close();
  }

  /** The probe ends with its process; until then it has a folder in the home. */
  private void awaitProbe() {
    try {
      probing.join(PROBE_ENDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
