package dev.tercet.server.agent.command;

import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.ChildLines;
import dev.tercet.server.agent.ChildLines.Piece;
import dev.tercet.server.agent.FailureWords;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.Update;
import dev.tercet.server.agent.command.CommandProgram.PromptOn;
import dev.tercet.server.process.LineLimits;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that is given one prompt and then ends. It keeps no context. */
final class CommandSession implements AgentSession {

  /** A line of more than 1 MB, or more than 64 MB in all, ends the run. */
  private static final LineLimits LIMITS = new LineLimits(1_000_000, 64_000_000);

  private final Processes processes;
  private final CommandProgram program;
  private final Map<String, String> environment;
  private final SessionRequest request;
  private final AgentListener listener;
  private final Stop stop = new Stop();

  CommandSession(
      Processes processes,
      CommandProgram program,
      Map<String, String> environment,
      SessionRequest request,
      AgentListener listener) {
    this.processes = processes;
    this.program = program;
    this.environment = environment;
    environment.put(ProcessSpec.RUN_VARIABLE, request.run().value());
    this.request = request;
    this.listener = listener;
  }

  @Override
  public TurnResult prompt(String text) throws InterruptedException {
    if (stop.isRequested()) {
      return new TurnResult.Cancelled();
    }
    Turn turn = new Turn(request, listener, stop);
    try (ChildLines child = start(text)) {
      return play(turn, child);
    } catch (TurnOver over) {
      return over.result();
    } catch (ProcessException failure) {
      return new Failed(
          Cause.NOT_STARTED, failure.getMessage() + "; install it, or name its full path");
    } catch (IOException failure) {
      return new Failed(
          Cause.NOT_STARTED, "the prompt cannot be written to " + promptFile() + ": " + failure);
    }
  }

  private ChildLines start(String prompt) throws IOException {
    List<String> command = command(prompt);
    ProcessSpec spec =
        new ProcessSpec(command, request.directory(), environment, request.timeout(), 1);
    ChildLines child = new ChildLines(processes, request.confined(spec), LIMITS, _ -> {}, () -> {});
    if (program.promptOn() == PromptOn.STDIN && !namesPrompt()) {
      child.send(prompt);
    }
    child.endInput();
    return child;
  }

  private List<String> command(String prompt) throws IOException {
    if (names("{prompt_file}")) {
      Files.writeString(promptFile(), prompt);
    }
    List<String> command = new ArrayList<>();
    for (String argument : program.command()) {
      command.add(
          argument.equals("{prompt}")
              ? prompt
              : argument
                  .replace("{prompt_file}", promptFile().toString())
                  .replace("{directory}", request.directory().toString())
                  .replace("{prompt}", prompt));
    }
    if (program.promptOn() == PromptOn.ARGUMENT && !namesPrompt()) {
      command.add(prompt);
    }
    return command;
  }

  private Path promptFile() {
    return request.temp().resolve("prompt.md");
  }

  private boolean namesPrompt() {
    return names("{prompt}") || names("{prompt_file}");
  }

  private boolean names(String placeholder) {
    return program.command().stream().anyMatch(argument -> argument.contains(placeholder));
  }

  private TurnResult play(Turn turn, ChildLines child) throws TurnOver, InterruptedException {
    while (true) {
      Optional<Piece> piece = stop.during(this, () -> Optional.ofNullable(child.next(turn.left())));
      if (piece.isEmpty()) {
        turn.checkTime();
        continue;
      }
      switch (piece.get()) {
        case Piece.Out(String line) -> turn.update(new Update.Text(line + "\n"));
        case Piece.Err(String line) -> turn.update(new Update.Diagnostic(line));
        case Piece.TooMuch(String what) ->
            throw TurnOver.failed(Cause.MISBEHAVED, name() + " wrote " + what);
        case Piece.Ended(int exitCode) -> {
          return exitCode == 0 ? turn.finished() : failed(exitCode, child);
        }
      }
    }
  }

  private Failed failed(int exitCode, ChildLines child) {
    String what = name() + " ended with exit code " + exitCode + child.complaints();
    // A shell and the system report a program that a signal ended as 128 and the signal's number.
    return exitCode > 128 && exitCode < 160
        ? new Failed(Cause.CRASHED, what)
        : FailureWords.failed(what);
  }

  private String name() {
    return program.command().getFirst();
  }

  @Override
  public void cancel() {
    stop.request();
  }

  @Override
  public Optional<String> resumeToken() {
    return Optional.empty();
  }

  @Override
  public boolean keepsContext() {
    return false;
  }

  /** The process is ended by the turn that it belongs to. */
  @Override
  public void close() {
    stop.request();
  }
}
