package dev.tercet.cli;

import dev.tercet.cli.Tickets.Ticket;
import dev.tercet.client.Tercet;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.ListDecisions;
import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.Subscribe;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = "Three tickets from spec to merge on a sample service, with scripted agents.",
    footer = {
      "",
      "Needs git and a JDK, no agent and no key. A daemon and a repository of its own are made in",
      "a temporary folder; yours are not touched.",
      "",
      "Examples:",
      "  tercet demo           # you decide, with a proposal at each decision",
      "  tercet demo --auto    # the script decides"
    })
final class DemoCommand implements Callable<Integer> {

  private static final int END_SECONDS = 20;

  private final Cli outer;
  private final BlockingQueue<Runnable> news = new LinkedBlockingQueue<>();
  private final Map<String, TaskSummary> tasks = new LinkedHashMap<>();
  private final Map<String, String> shown = new HashMap<>();

  @Option(names = "--auto", description = "Let the script decide.")
  private boolean auto;

  @Option(names = "--keep", description = "Keep the folder; without --auto it is kept anyway.")
  private boolean keep;

  DemoCommand(Cli cli) {
    this.outer = cli;
  }

  @Override
  public Integer call() {
    DemoSample sample = DemoSample.create();
    boolean kept = keep || !auto;
    try (Cli cli = inside(sample)) {
      introduce(cli, sample);
      Tercet daemon = cli.tercet(new Listener());
      try {
        play(cli, daemon, sample);
      } finally {
        cli.ask(server -> server.server().stop(new NoParams()));
      }
      awaitEnd(daemon);
    } catch (RuntimeException failed) {
      outer.err().line("the demo's folder is left as it is: " + sample.root());
      throw failed;
    }
    if (kept) {
      outer.out().line("The repository is in " + sample.repository());
      outer.out().line("Look at it (git log --graph), then delete " + sample.root());
    } else {
      sample.delete();
    }
    return ExitCode.DONE;
  }

  /** The daemon's files may be deleted once it has gone. */
  private static void awaitEnd(Tercet daemon) {
    boolean gone =
        daemon
            .closed()
            .handle((_, _) -> true)
            .completeOnTimeout(false, END_SECONDS, TimeUnit.SECONDS)
            .join();
    if (!gone) {
      throw Failed.because(
          "the demo's daemon does not end", "end it: its process id is in its status");
    }
  }

  /** The same terminal, with the demo's home and folder. */
  private Cli inside(DemoSample sample) {
    World world = outer.world();
    Map<String, String> environment = new HashMap<>(world.environment());
    environment.put("TERCET_HOME", sample.home().toString());
    return new Cli(
        new World(
            world.in(),
            world.out(),
            world.err(),
            environment,
            sample.repository(),
            world.terminal(),
            world.width(),
            world.clock(),
            world.program()));
  }

  private void introduce(Cli cli, DemoSample sample) {
    Screen out = cli.out();
    out.line(Style.BOLD.of("Three tickets, from spec to merge"));
    out.line("The agents are SCRIPTED: they play a file and no model is asked. Everything else is");
    out.line("real: git, worktrees, the sample's own tests, three tasks at once, one merge train.");
    out.line(Style.DIM.of("repository " + sample.repository()));
    out.line("");
    out.flush();
  }

  private void play(Cli cli, Tercet daemon, DemoSample sample) {
    cli.ask(server -> server.inbox().subscribe(new Subscribe(null)));
    for (Ticket ticket : DemoSample.tickets()) {
      TaskView made = cli.ask(server -> server.task().create(params(sample, ticket, cli)));
      tasks.put(made.summary().id(), made.summary());
      cli.out().line(made.summary().id() + "  " + Style.DIM.of("handed over"));
    }
    cli.out().flush();
    DemoDesk desk = new DemoDesk(cli, DemoChoices.read(), auto);
    while (!isOver()) {
      for (DecisionView decision : inbox(cli).decisions()) {
        desk.decide(decision);
      }
      Next.of(news, daemon).run();
      while (news.peek() != null) {
        news.remove().run();
      }
      showChanges(cli);
    }
    List<TaskView> views = new ArrayList<>();
    tasks
        .keySet()
        .forEach(id -> views.add(cli.ask(server -> server.task().show(new TaskParams(id)))));
    DemoDay.print(cli.out(), views, desk);
  }

  private static CreateTask params(DemoSample sample, Ticket ticket, Cli cli) {
    return new CreateTask(
        ticket.title(),
        sample.repository().toString(),
        ticket.description(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        cli.key(),
        true);
  }

  private static Inbox inbox(Cli cli) {
    return cli.ask(server -> server.decision().list(new ListDecisions(null, null)));
  }

  private boolean isOver() {
    return tasks.values().stream()
        .map(task -> task.state().kind())
        .allMatch(kind -> kind == TaskState.Kind.MERGED || kind == TaskState.Kind.ABANDONED);
  }

  private void showChanges(Cli cli) {
    for (TaskSummary task : tasks.values()) {
      String text = task.state().text();
      if (!text.equals(shown.put(task.id(), text))) {
        cli.out().line(task.id() + "  " + TaskText.state(task.state()));
      }
    }
    cli.out().flush();
  }

  /** Hands over to the command's own thread. */
  private final class Listener extends Unheard {

    @Override
    public void taskChanged(TaskChanged change) {
      TaskSummary summary = change.summary();
      if (summary != null) {
        news.add(
            () ->
                tasks.computeIfPresent(
                    summary.id(),
                    (_, known) -> summary.revision() > known.revision() ? summary : known));
      }
    }

    @Override
    public void inboxChanged(Inbox changed) {
      news.add(() -> {});
    }
  }
}
