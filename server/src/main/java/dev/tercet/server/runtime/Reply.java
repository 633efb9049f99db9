package dev.tercet.server.runtime;

import dev.tercet.server.workflow.Refusal;
import dev.tercet.server.workflow.Task;

/** What became of a command. */
public sealed interface Reply {

  /** It happened, now or when the same command came before; this is the task after it. */
  record Done(Task task) implements Reply {}

  /** The rules said no. */
  record Refused(Refusal refusal, Task task) implements Reply {}

  /** The sender acted on a view that has passed. */
  record Stale(Task task) implements Reply {}

  /** The key was used for another command. */
  record KeyReused(Task task) implements Reply {}

  /** The journal could not take it; nothing has changed. */
  record NotWritten(String reason, Task task) implements Reply {}
}
