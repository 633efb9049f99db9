package dev.tercet.cli;

import dev.tercet.client.Tercet;
import dev.tercet.protocol.FollowRun;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.ReadRun;
import dev.tercet.protocol.RunList;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskParams;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "log",
    description = "Print what an agent said and did: a run, or a task's newest run.",
    footer = {
      "",
      "Examples:",
      "  tercet log csv-export-k3f9 --follow",
      "  tercet log csv-export-k3f9 --runs",
      "  tercet log csv-export-k3f9.r2"
    })
final class LogCommand implements Callable<Integer> {

  private static final int PAGE = 1000;

  private final Cli cli;
  private final BlockingQueue<RunOutput> news = new LinkedBlockingQueue<>();

  @Parameters(paramLabel = "TASK|RUN", description = "The id of a task or of a run.")
  private String what = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the run has ended.")
  private boolean follow;

  @Option(names = "--runs", description = "List the task's runs instead.")
  private boolean runs;

  @Option(names = "--json", description = "Print each entry as one line of JSON.")
  private boolean json;

  LogCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.tercet(
        new Unheard() {
          @Override
          public void runOutput(RunOutput output) {
            news.add(output);
          }
        });
    if (runs) {
      list();
      return ExitCode.DONE;
    }
    String run = run();
    RunPrinter printer = new RunPrinter(cli, json);
    RunOutput part = printAll(run, printer);
    if (follow && !part.ended()) {
      follow(run, part.next(), printer);
    }
    return ExitCode.DONE;
  }

  private void list() {
    RunList list = cli.ask(daemon -> daemon.run().list(new TaskParams(what)));
    if (json) {
      cli.json(list);
    } else {
      cli.out().table(TaskText.runTable(cli, list.runs()));
    }
  }

  /** The run that is meant: a task stands for its newest. */
  private String run() {
    try {
      List<RunView> all = cli.ask(daemon -> daemon.run().list(new TaskParams(what))).runs();
      if (all.isEmpty()) {
        throw Failed.because(
            what + " has no run yet", "tercet show " + what + " says what it waits for");
      }
      return all.getLast().id();
    } catch (ResponseErrorException e) {
      if (e.getResponseError().getCode() == ProtocolError.UNKNOWN_TASK.code()) {
        return what;
      }
      throw e;
    }
  }

  private RunOutput printAll(String run, RunPrinter printer) {
    long from = 0;
    while (true) {
      ReadRun params = new ReadRun(run, from, PAGE);
      RunOutput part = cli.ask(daemon -> daemon.run().read(params));
      printer.print(part.lines());
      if (part.ended() || part.lines().isEmpty()) {
        return part;
      }
      from = part.next();
    }
  }

  private void follow(String run, long from, RunPrinter printer) {
    Tercet daemon = cli.tercet();
    RunOutput part = cli.ask(server -> server.run().follow(new FollowRun(run, from)));
    long next = from;
    while (true) {
      if (part.run().equals(run) && part.next() > next) {
        printer.print(
            part.lines().subList((int) Math.max(0, next - part.from()), part.lines().size()));
        next = part.next();
      }
      if (part.ended()) {
        return;
      }
      part = Next.of(news, daemon);
    }
  }
}
