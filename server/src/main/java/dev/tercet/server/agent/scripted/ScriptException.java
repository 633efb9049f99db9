package dev.tercet.server.agent.scripted;

import java.util.List;

/** A script cannot be read. The message names file, line and mend of every problem. */
public final class ScriptException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String script;
  private final transient List<ScriptProblem> problems;

  ScriptException(String script, List<ScriptProblem> problems) {
    super(String.join("\n", problems.stream().map(problem -> problem.inWords(script)).toList()));
    this.script = script;
    this.problems = List.copyOf(problems);
  }

  /** The file's name as it was given. */
  public String script() {
    return script;
  }

  /** Where the first problem is, from 1. */
  public int line() {
    return problems.getFirst().line();
  }

  /** All problems, in the order of the file. */
  public List<ScriptProblem> problems() {
    return problems;
  }
}
