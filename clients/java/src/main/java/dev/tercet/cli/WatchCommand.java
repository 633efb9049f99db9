package dev.tercet.cli;

import dev.tercet.client.Tercet;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.ListDecisions;
import dev.tercet.protocol.ListTasks;
import dev.tercet.protocol.Subscribe;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "watch",
    description = "A live board: tasks and what waits for you. Ends with Ctrl-C.",
    footer = {
      "",
      "Where the output is no terminal, each change is a line.",
      "",
      "Examples:",
      "  tercet watch",
      "  tercet watch --repo .",
      "  tercet watch --json"
    })
final class WatchCommand implements Callable<Integer> {

  private final Cli cli;
  private final BlockingQueue<Runnable> news = new LinkedBlockingQueue<>();
  private final Map<String, TaskSummary> tasks = new LinkedHashMap<>();
  private Inbox inbox = new Inbox(0, List.of());
  private int drawn;

  @Mixin private RepositoryOption repository = new RepositoryOption();

  @Option(names = "--json", description = "Print each change as one line of JSON.")
  private boolean json;

  WatchCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Tercet daemon = cli.tercet(new Listener());
    cli.ask(server -> server.inbox().subscribe(new Subscribe(null)));
    TaskList list =
        cli.ask(server -> server.task().list(new ListTasks(repository.named(cli), null)));
    list.tasks().forEach(task -> tasks.put(task.id(), task));
    inbox =
        cli.ask(server -> server.decision().list(new ListDecisions(null, repository.named(cli))));
    if (cli.terminal() && !json) {
      draw();
    } else if (json) {
      list.tasks().forEach(cli::jsonLine);
    } else {
      list.tasks().forEach(this::append);
    }
    while (true) {
      Next.of(news, daemon).run();
      while (news.peek() != null) {
        news.remove().run();
      }
      if (cli.terminal() && !json) {
        draw();
      }
    }
  }

  /** Hands over to the command's own thread, which owns the board. */
  private final class Listener extends Unheard {

    @Override
    public void taskChanged(TaskChanged change) {
      news.add(() -> put(change));
    }

    @Override
    public void inboxChanged(Inbox changed) {
      news.add(() -> put(changed));
    }
  }

  private void put(TaskChanged change) {
    TaskSummary known = tasks.get(change.task());
    TaskSummary summary = change.summary();
    if (summary == null) {
      tasks.remove(change.task());
    } else if (known != null ? summary.revision() > known.revision() : isWatched(summary)) {
      tasks.put(summary.id(), summary);
      if (json) {
        cli.jsonLine(change);
      } else if (!cli.terminal() && (known == null || !known.state().equals(summary.state()))) {
        append(summary);
      }
    }
  }

  private void put(Inbox changed) {
    if (changed.position() < inbox.position()) {
      return;
    }
    Set<String> known =
        inbox.decisions().stream().map(WatchCommand::name).collect(Collectors.toSet());
    inbox = changed;
    if (!cli.terminal() && !json) {
      changed.decisions().stream()
          .filter(decision -> tasks.containsKey(decision.task()) && !known.contains(name(decision)))
          .forEach(
              decision ->
                  cli.out().line(decision.task() + "  asks: " + Text.line(decision.summary())));
      cli.out().flush();
    }
  }

  private static String name(DecisionView decision) {
    return decision.task() + " " + decision.id();
  }

  private boolean isWatched(TaskSummary summary) {
    String wanted = repository.named(cli);
    return wanted == null || Path.of(wanted).startsWith(Path.of(summary.repository()));
  }

  private void append(TaskSummary task) {
    cli.out().line(task.id() + "  " + Text.line(task.state().text()));
    cli.out().flush();
  }

  private void draw() {
    List<String> lines = new ArrayList<>();
    int width = cli.out().width();
    if (tasks.isEmpty()) {
      lines.add("no tasks at work");
    } else {
      lines.addAll(TaskText.board(List.copyOf(tasks.values()), width));
    }
    List<DecisionView> asked =
        inbox.decisions().stream().filter(each -> tasks.containsKey(each.task())).toList();
    lines.add("");
    lines.add(
        asked.isEmpty()
            ? Style.DIM.of("nothing waits for you")
            : Style.BOLD.of(Text.count(asked.size(), "decision") + " for you"));
    for (DecisionView decision : asked) {
      lines.add(Text.cut("  " + decision.task() + "  " + Text.line(decision.summary()), width));
    }
    cli.out().erase(drawn);
    lines.forEach(cli.out()::line);
    cli.out().flush();
    drawn = lines.size();
  }
}
