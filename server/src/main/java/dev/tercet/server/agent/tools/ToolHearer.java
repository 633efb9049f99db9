package dev.tercet.server.agent.tools;

import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.review.Claim;

/** Hears what an agent says through its tools. Called by any thread, also while a turn goes on. */
public interface ToolHearer {

  /**
   * A question for the human; returns once it is recorded.
   *
   * @return false when the run is not wanted any more, so that nobody will answer
   */
  boolean asked(AgentQuestion question);

  /** A finding of a reviewer. */
  void found(Claim claim);

  /** The agent says that the plan item is finished. */
  void itemDone();
}
