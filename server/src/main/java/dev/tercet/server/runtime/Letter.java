package dev.tercet.server.runtime;

import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.EffectId;
import java.util.concurrent.CompletableFuture;

/** What lies in a task's mailbox. */
sealed interface Letter {

  /** Something to be judged by the rules. */
  record Order(Command command, Sender sender, CompletableFuture<Reply> reply) implements Letter {}

  /** A performance is over. */
  record Over(EffectId effect) implements Letter {}

  /** Looks what should be under way: the first letter after a start. */
  record Wake() implements Letter {}

  /** Ends the mailbox. */
  record Close() implements Letter {}
}
