package dev.tercet.server.agent.scripted;

/** Leaves the reading of one statement with the problem that stopped it. */
final class ScriptFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ScriptProblem problem;

  ScriptFault(int line, String message, String mend) {
    super(message, null, false, false);
    this.problem = new ScriptProblem(line, message, mend);
  }

  ScriptProblem problem() {
    return problem;
  }
}
