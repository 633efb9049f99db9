package dev.tercet.cli;

import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.TercetServer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The end of a command that changes a task: asks, and prints what became of it. */
final class TaskResult {

  private TaskResult() {}

  static int of(
      Cli cli, JsonOption json, Function<TercetServer, CompletableFuture<TaskView>> request) {
    TaskView view = cli.ask(request);
    if (json.on) {
      cli.json(view);
    } else {
      TaskText.result(cli, view);
    }
    return ExitCode.DONE;
  }
}
