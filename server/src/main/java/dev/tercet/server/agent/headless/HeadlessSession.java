package dev.tercet.server.agent.headless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import dev.tercet.server.process.LineLimits;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of which each prompt is a process. A turn has succeeded only when the agent's own last
 * event was seen: an exit code of 0 alone says nothing.
 */
final class HeadlessSession implements AgentSession {

  /** An event of more than 8 MB, or more than 256 MB in all, ends the run. */
  private static final LineLimits LIMITS = new LineLimits(8_000_000, 256_000_000);

  /** Linux takes no longer argument (MAX_ARG_STRLEN, 128 KiB with its end). */
  private static final int LONGEST_ARGUMENT = 131_000;

  private static final int MOST_RUBBISH = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private final Processes processes;
  private final HeadlessProgram program;
  private final SessionRequest request;
  private final AgentListener listener;
  private final Stop stop = new Stop();
  private @Nullable String token;
  private int rubbish;

  HeadlessSession(
      Processes processes,
      HeadlessProgram program,
      SessionRequest request,
      AgentListener listener) {
    this.processes = processes;
    this.program = program;
    this.request = request;
    this.listener = listener;
    this.token = program.dialect().resumes() ? request.resume() : null;
  }

  @Override
  public TurnResult prompt(String text) throws InterruptedException {
    if (stop.isRequested()) {
      return new TurnResult.Cancelled();
    }
    boolean tooLong =
        !program.dialect().readsPrompt()
            && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_ARGUMENT;
    if (tooLong) {
      return new Failed(
          Cause.LIMIT,
          "%s takes its prompt as an argument, and this one has more than %d bytes; use it over the Agent Client Protocol"
              .formatted(program.name(), LONGEST_ARGUMENT));
    }
    Turn turn = new Turn(request, listener, stop);
    Events events = program.dialect().events(token);
    try (ChildLines child = start(text)) {
      return play(turn, events, child);
    } catch (TurnOver over) {
      return over.result();
    } catch (ProcessException failure) {
      return new Failed(
          Cause.NOT_STARTED,
          program.name() + ": " + failure.getMessage() + "; install it, or name its full path");
    } finally {
      token = events.token().orElse(token);
    }
  }

  private ChildLines start(String prompt) {
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.putAll(program.environment());
    environment.put(ProcessSpec.RUN_VARIABLE, request.run().value());
    List<String> command = new ArrayList<>(program.command());
    command.addAll(program.dialect().arguments(request, prompt, token));
    ProcessSpec spec =
        new ProcessSpec(command, request.directory(), environment, request.timeout(), 1);
    ChildLines child = new ChildLines(processes, request.confined(spec), LIMITS, _ -> {}, () -> {});
    if (program.dialect().readsPrompt()) {
      child.send(prompt);
    }
    child.endInput();
    return child;
  }

  private TurnResult play(Turn turn, Events events, ChildLines child)
      throws TurnOver, InterruptedException {
    while (true) {
      Optional<Piece> piece = stop.during(this, () -> Optional.ofNullable(child.next(turn.left())));
      if (piece.isEmpty()) {
        turn.checkTime();
        continue;
      }
      switch (piece.get()) {
        case Piece.Out(String line) when line.isBlank() -> {}
        case Piece.Out(String line) -> event(turn, events, line);
        case Piece.Err(String line) -> turn.update(new Update.Diagnostic(line));
        case Piece.TooMuch(String what) ->
            throw TurnOver.failed(Cause.MISBEHAVED, program.name() + " wrote " + what);
        case Piece.Ended(int exitCode) -> {
          Optional<Failed> failed = failure(events, exitCode, child);
          return failed.isPresent() ? failed.get() : turn.finished();
        }
      }
    }
  }

  private void event(Turn turn, Events events, String line) throws TurnOver {
    turn.heard();
    JsonNode event = parse(line);
    if (event == null) {
      if (++rubbish > MOST_RUBBISH) {
        throw TurnOver.failed(
            Cause.MISBEHAVED,
            "%s wrote more than %d lines that are no events"
                .formatted(program.name(), MOST_RUBBISH));
      }
      turn.update(new Update.Diagnostic("not understood: " + cut(line)));
      return;
    }
    Events.Reading reading = events.read(event);
    if (reading.newMessage()) {
      turn.nextMessage();
    }
    for (Update update : reading.updates()) {
      turn.update(update);
    }
  }

  private static @Nullable JsonNode parse(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      return event.isObject() ? event : null;
    } catch (JsonProcessingException _) {
      // Some agents write a line of log to the wrong stream.
      return null;
    }
  }

  private static String cut(String line) {
    return line.length() <= 500 ? line : line.substring(0, 500) + " […]";
  }

  private Optional<Failed> failure(Events events, int exitCode, ChildLines child) {
    if (events.failure().isPresent()) {
      return events.failure();
    }
    if (exitCode == 0 && events.isOver()) {
      return Optional.empty();
    }
    String what = program.name() + " ended with exit code " + exitCode;
    if (exitCode == 0) {
      return Optional.of(
          new Failed(
              Cause.CRASHED, what + " and never said that its turn was over" + child.complaints()));
    }
    // A shell and the system report a program that a signal ended as 128 and the signal's number.
    return Optional.of(
        exitCode > 128 && exitCode < 144
            ? new Failed(Cause.CRASHED, what + child.complaints())
            : FailureWords.failed(what + child.complaints()));
  }

  @Override
  public void cancel() {
    stop.request();
  }

  @Override
  public Optional<String> resumeToken() {
    return program.dialect().resumes() ? Optional.ofNullable(token) : Optional.empty();
  }

  @Override
  public boolean isResumed() {
    return program.dialect().resumes() && request.resume() != null;
  }

  @Override
  public boolean keepsContext() {
    return program.dialect().resumes() && !stop.isRequested();
  }

  /** A process is ended by the turn that it belongs to. */
  @Override
  public void close() {
    stop.request();
  }
}
