package dev.tercet.server.agent.scripted;

/**
 * One thing that is wrong in a script.
 *
 * @param line from 1
 * @param message what is wrong
 * @param mend what to write instead
 */
public record ScriptProblem(int line, String message, String mend) {

  /** The problem as one line for a person: {@code demo.script:12: what; mend}. */
  public String inWords(String script) {
    return script + ":" + line + ": " + message + "; " + mend;
  }
}
