package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.workflow.Role;

/** Runs programs with the rights of the user. */
public final class UncagedCommands implements CommandRunner {

  private final Processes processes;

  public UncagedCommands(Processes processes) {
    this.processes = processes;
  }

  @Override
  public boolean confines(Role role) {
    return false;
  }

  @Override
  public ProcessResult run(SessionRequest request, ProcessSpec spec) throws InterruptedException {
    try {
      return processes.run(spec);
    } catch (ProcessException failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw failure;
    }
  }
}
