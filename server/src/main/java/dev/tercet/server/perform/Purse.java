package dev.tercet.server.perform;

import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows what runs cost and what may still be spent. Safe for any thread. */
public interface Purse {

  /** The usage with its cost, where that is known. */
  Usage priced(@Nullable String model, Usage usage);

  /** What this run may spend, as the settings are now. */
  Allowance allowance(Task task, RunRecord run);

  /** The budgets that one run draws on. Safe for any thread. */
  interface Allowance {

    /**
     * Says which budget is used up, in words, with what this run has used so far; empty while none
     * is.
     */
    Optional<String> usedUp(Usage soFar);
  }
}
