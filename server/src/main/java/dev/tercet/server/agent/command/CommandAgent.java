package dev.tercet.server.agent.command;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.process.Executables;
import dev.tercet.server.process.Processes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An agent that is one program, started anew for each prompt. */
public final class CommandAgent implements Agent {

  private final Processes processes;
  private final CommandProgram program;

  public CommandAgent(Processes processes, CommandProgram program) {
    this.processes = processes;
    this.program = program;
  }

  @Override
  public AgentSession open(SessionRequest request, AgentListener listener) {
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.putAll(program.environment());
    String name = program.command().getFirst();
    boolean bare = Path.of(name).getNameCount() == 1 && !Path.of(name).isAbsolute();
    if (bare && Executables.find(name, environment).isEmpty()) {
      throw new AgentException(
          Cause.NOT_STARTED,
          "there is no program "
              + name
              + " on the PATH of preset "
              + request.preset()
              + "; install it, or name its full path");
    }
    return new CommandSession(processes, program, environment, request, listener);
  }
}
