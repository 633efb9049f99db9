package dev.tercet.server;

import dev.tercet.server.agent.catalogue.Agents;
import dev.tercet.server.agent.catalogue.KnownAgents;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Creation;
import dev.tercet.server.app.Deciding;
import dev.tercet.server.app.DecisionViews;
import dev.tercet.server.app.Doctor;
import dev.tercet.server.app.IdleTasks;
import dev.tercet.server.app.JournalDesk;
import dev.tercet.server.app.Orders;
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
import dev.tercet.server.git.Git;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.Performer;
import dev.tercet.server.perform.RunLimits;
import dev.tercet.server.perform.Secrets;
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
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.TranscriptLimits;
import dev.tercet.server.store.Transcripts;
import dev.tercet.server.store.TrustLedger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Puts the parts together, by hand. */
final class Wiring implements AutoCloseable {

  private static final int OVERALL_RUNS_LIMIT = 1_000;

  private final Processes processes;
  private final Journal journal;
  private final Tasks tasks;
  private final App app;

  private Wiring(Processes processes, Journal journal, Tasks tasks, App app) {
    this.processes = processes;
    this.journal = journal;
    this.tasks = tasks;
    this.app = app;
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
    Settings own = settings.readUser().settings();
    Cage cage = cage(processes, login, own, home);
    Transcripts transcripts = new Transcripts(home, TranscriptLimits.DEFAULT, secrets::redact);
    Presets presets =
        new Presets(
            repositories, settings, new Agents(processes), KnownAgents.bundled(), variables, secrets, cage);
    int concurrency = own.get(Key.CONCURRENCY).value();
    ReadModel model = new ReadModel();
    Trust trust = new Trust(TrustLedger.open(home), repositories, settings, clock);
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
            new IdleTasks(model),
            new WorktreePolicy(repositories, settings),
            new RunLimits(Math.min(concurrency, OVERALL_RUNS_LIMIT)),
            clock);
    EventLog log = new EventLog(journal, new EventCodec(), model);
    Tasks tasks = new Tasks(log, clock, around.apply(new WorldPerformer(world)));
    Reading reading = new Reading(model, repositories, transcripts);
    Views views = new Views(model, new DecisionViews(model, reading), reading, cage);
    Orders orders = new Orders(tasks, model, views, trust, cage, clock);
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
            new Creation(repositories, settings, workflows, trust, tasks, model, views, orders),
            workflows,
            presets,
            new Doctor(git, home, presets, repositories, settings, variables, cage),
            new JournalDesk(journal, model),
            stop);
    Thread.ofVirtual().name("probe-cage").start(cage::enforcement);
    return new Wiring(processes, journal, tasks, app);
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

  /** Replays the journal and lets every task go on. */
  void start() {
    tasks.open();
  }

  @Override
  public void close() {
    tasks.close();
    processes.close();
    journal.close();
  }
}
