package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.workflow.Role;

/** Starts the programs that a model asks for: the one way by which the built-in agent does. */
public interface CommandRunner {

  /**
   * Whether what a command line writes is held to what the role may write. Where it is not, only
   * builders are offered to run command lines.
   */
  boolean confines(Role role);

  /**
   * Runs it to its end, or to the end of its time, and ends everything that it started.
   *
   * @throws dev.tercet.server.process.ProcessException when it cannot be started
   */
  ProcessResult run(SessionRequest request, ProcessSpec spec) throws InterruptedException;
}
