package dev.tercet.server.agent;

import dev.tercet.server.review.Claim;
import dev.tercet.server.workflow.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that an agent did or said, normalised over all kinds of agent. */
public sealed interface Update {

  /** A piece of its answer. */
  record Text(String text) implements Update {}

  /** A piece of its reasoning. */
  record Thought(String text) implements Update {}

  /**
   * A tool call began or moved on.
   *
   * @param id the agent's, unique in the session; later updates of the call carry it again
   * @param status {@code pending}, {@code running}, {@code completed} or {@code failed}
   * @param detail what the call is about: a command, a path, output; bounded; null when unknown
   */
  record ToolCall(String id, String title, String kind, String status, @Nullable String detail)
      implements Update {}

  /**
   * The agent's own list of what it means to do, replacing the one before. An entry whose state is
   * known begins with {@code [x]} for done, {@code [>]} for being done or {@code [ ]}.
   */
  record PlanList(List<String> entries) implements Update {
    public PlanList {
      entries = List.copyOf(entries);
    }
  }

  /** A permission was asked for and decided by the policy. */
  record Permission(String title, boolean allowed, String reason) implements Update {}

  /** What the session has used so far, replacing the figure before. */
  record Used(Usage usage) implements Update {}

  /** A reviewer reported a finding through a tool. */
  record Found(Claim claim) implements Update {}

  /** The agent says that the plan item is finished: a hint, checked against git. */
  record ItemDone() implements Update {}

  /** The provider takes no requests of this account before that. */
  record AccountHeld(String account, Instant until) implements Update {}

  /** A line of the program's error stream, or something it sent that was not understood. */
  record Diagnostic(String text) implements Update {}
}
