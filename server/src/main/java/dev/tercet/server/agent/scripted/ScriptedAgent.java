package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.process.Processes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An agent that plays a script. The script is read anew for every session, so that it can be
 * changed between two runs.
 */
public final class ScriptedAgent implements Agent {

  private final Processes processes;
  private final @Nullable Path script;

  /**
   * @param script played where the request names none; null when every request has to
   */
  public ScriptedAgent(Processes processes, @Nullable Path script) {
    this.processes = processes;
    this.script = script;
  }

  @Override
  public AgentSession open(SessionRequest request, AgentListener listener) {
    Path file = request.script() == null ? script : request.script();
    if (file == null) {
      throw new AgentException(
          Cause.NOT_STARTED,
          "the scripted agent of preset "
              + request.preset()
              + " has no script; name one in the"
              + " preset or give one to the task");
    }
    try {
      return new ScriptedSession(Script.read(file), request, listener, processes);
    } catch (ScriptException wrong) {
      throw new AgentException(
          Cause.NOT_STARTED, "the script cannot be played: " + wrong.getMessage());
    }
  }
}
