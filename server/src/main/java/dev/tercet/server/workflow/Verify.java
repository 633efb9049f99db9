package dev.tercet.server.workflow;

/** What a template says about the command that checks a build. */
public sealed interface Verify {

  /** Nothing is said here: the next place in the order of precedence decides. */
  record Inherit() implements Verify {}

  /** Nothing is run. */
  record None() implements Verify {}

  /** The shell command that must exit with 0. */
  record Command(String line) implements Verify {}
}
