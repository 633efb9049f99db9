package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.Answered;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.Update;
import dev.tercet.server.process.Processes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a script's section. It keeps no context: each run finds its own section. */
final class ScriptedSession implements AgentSession {

  private final Script script;
  private final SessionRequest request;
  private final AgentListener listener;
  private final Processes processes;
  private final Stop stop = new Stop();

  ScriptedSession(
      Script script, SessionRequest request, AgentListener listener, Processes processes) {
    this.script = script;
    this.request = request;
    this.listener = listener;
    this.processes = processes;
  }

  /** Where a run begins to play: after the question it was asked, or at the top. */
  private record Start(Section section, int op, @Nullable String answer) {}

  @Override
  public TurnResult prompt(String text) throws InterruptedException {
    Turn turn = new Turn(request, listener, stop);
    try {
      Start start = start();
      if (start == null) {
        turn.update(new Update.Text(nothingScripted()));
        return turn.finished();
      }
      Placeholders values = new Placeholders(request);
      values.answer(start.answer());
      Playback playback = new Playback(script.name(), request, text, turn, stop, processes, values);
      playback.play(start.section().ops().subList(start.op(), start.section().ops().size()));
      return turn.finished();
    } catch (TurnOver over) {
      return over.result();
    }
  }

  /**
   * A run that continues another goes on behind the question that was answered last, whatever
   * attempts the section is for.
   */
  private @Nullable Start start() {
    if (request.continues() != null && !request.answers().isEmpty()) {
      for (Section section : script.sectionsOfAnyAttempt(request)) {
        Start start = behindAnswer(section);
        if (start != null) {
          return start;
        }
      }
    }
    return script.section(request).map(section -> new Start(section, 0, null)).orElse(null);
  }

  private @Nullable Start behindAnswer(Section section) {
    List<Op> ops = section.ops();
    for (int index = ops.size() - 1; index >= 0; index--) {
      if (ops.get(index) instanceof Op.Ask ask) {
        Placeholders values = new Placeholders(request);
        Optional<Answered> answered = values.answerTo(values.fill(ask.question()));
        if (answered.isPresent()) {
          return new Start(section, index + 1, answered.get().answer());
        }
      }
    }
    return null;
  }

  private String nothingScripted() {
    StringBuilder which = new StringBuilder("Nothing is scripted in ").append(script.name());
    which.append(" for role ").append(Placeholders.word(request.role()));
    which.append(", step \"").append(request.step()).append('"');
    if (request.item() != null) {
      which.append(", item ").append(request.itemNumber());
      which.append(" \"").append(request.item()).append('"');
    }
    which.append(", preset ").append(request.preset());
    which.append(", pass ").append(request.pass());
    which.append(", attempt ").append(request.attempt());
    return which.append(". Nothing was done.").toString();
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

  @Override
  public void close() {
    stop.request();
  }
}
