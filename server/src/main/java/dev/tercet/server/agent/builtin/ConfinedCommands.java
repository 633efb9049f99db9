package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.workflow.Role;
import java.util.function.BooleanSupplier;

/** Runs programs in the confinement of their run. */
public final class ConfinedCommands implements CommandRunner {

  private final Processes processes;
  private final BooleanSupplier held;

  /**
   * @param held whether a confinement holds a program back on this machine
   */
  public ConfinedCommands(Processes processes, BooleanSupplier held) {
    this.processes = processes;
    this.held = held;
  }

  @Override
  public boolean confines(Role role) {
    return held.getAsBoolean();
  }

  @Override
  public ProcessResult run(SessionRequest request, ProcessSpec spec) throws InterruptedException {
    try {
      return processes.run(request.confined(spec));
    } catch (ProcessException failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw failure;
    }
  }
}
