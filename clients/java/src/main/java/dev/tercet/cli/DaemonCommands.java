package dev.tercet.cli;

import dev.tercet.client.DaemonCommand;
import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.ServerStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "daemon",
    description = "Start, stop and look at the daemon. Other commands start it by themselves.",
    footer = {
      "",
      "Examples:",
      "  tercet daemon status",
      "  tercet daemon stop",
      "  tercet daemon drain  # let the agents finish what they are at first",
      "  tercet daemon run    # in the foreground"
    })
final class DaemonCommands implements Callable<Integer> {

  private final Cli cli;
  @Spec private CommandSpec spec = CommandSpec.create();

  DaemonCommands(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "start, stop, drain, status or run is missing");
  }

  @Command(name = "start", description = "Start it, unless it runs.")
  int start(@Mixin JsonOption json) {
    cli.tercet();
    return print(cli.ask(daemon -> daemon.server().status(new NoParams())), json);
  }

  @Command(name = "status", description = "Say whether it runs; exit code 3 if it does not.")
  int status(@Mixin JsonOption json) {
    if (!cli.tercetIfRunning()) {
      throw new Failed(
          ExitCode.UNREACHABLE,
          "no daemon runs for " + cli.home().root(),
          "tercet daemon start starts it");
    }
    return print(cli.ask(daemon -> daemon.server().status(new NoParams())), json);
  }

  @Command(name = "stop", description = "End it; tasks go on when it is back.")
  int stop() {
    if (!cli.tercetIfRunning()) {
      cli.out().line("no daemon runs for " + cli.home().root());
      return ExitCode.DONE;
    }
    ServerStatus status = cli.ask(daemon -> daemon.server().stop(new NoParams()));
    awaitEnd(status.pid());
    cli.out()
        .line("the daemon (process " + status.pid() + ") has ended; tasks go on when it is back");
    return ExitCode.DONE;
  }

  @Command(
      name = "drain",
      description = {
        "End it once the runs under way have come to the end of their plan item.",
        "Nothing new is started until then; the next command after that starts it again."
      })
  int drain(@Mixin JsonOption json) {
    if (!cli.tercetIfRunning()) {
      cli.out().line("no daemon runs for " + cli.home().root());
      return ExitCode.DONE;
    }
    ServerStatus status = cli.ask(daemon -> daemon.server().drain(new NoParams()));
    if (json.on) {
      cli.json(status);
    } else {
      cli.out()
          .line(
              "the daemon (process "
                  + status.pid()
                  + ") starts nothing new; under way: "
                  + Text.count(status.running(), "run"));
    }
    return ExitCode.DONE;
  }

  private static void awaitEnd(long pid) {
    try {
      Optional<ProcessHandle> process = ProcessHandle.of(pid);
      if (process.isPresent() && pid != ProcessHandle.current().pid()) {
        process.get().onExit().get(30, TimeUnit.SECONDS);
      }
    } catch (TimeoutException e) {
      throw Failed.because(
          "the daemon (process " + pid + ") has not ended after 30 s",
          "look at its log; kill " + pid + " ends it, and nothing is lost");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end does not fail", e);
    }
  }

  @Command(name = "run", description = "Be the daemon, in the foreground.")
  int run() {
    try {
      return DaemonCommand.of(cli.world().environment())
          .runHere(cli.home(), cli.world().environment());
    } catch (IOException e) {
      throw Failed.because(
          "the daemon could not be started: " + e.getMessage(),
          "check TERCET_DAEMON_COMMAND, or install Tercet again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  private int print(ServerStatus status, JsonOption json) {
    if (json.on) {
      cli.json(status);
      return ExitCode.DONE;
    }
    Table table =
        new Table("", "")
            .row("version", status.version())
            .row("process", Long.toString(status.pid()))
            .row("home", status.home())
            .row("up for", Text.span(Duration.between(status.startedAt(), cli.now())))
            .row(
                "tasks", status.tasks() + ", " + Text.count(status.running(), "run") + " under way")
            .row("git", status.git() == null ? Style.RED.of("not found") : status.git());
    if (Boolean.TRUE.equals(status.draining())) {
      table.row("draining", "yes: nothing new starts, and it ends when nothing is under way");
    }
    cli.out().table(table);
    return ExitCode.DONE;
  }
}
