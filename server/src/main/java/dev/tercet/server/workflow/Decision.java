package dev.tercet.server.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a human is asked. Open until a command closes it. */
public sealed interface Decision {

  DecisionId id();

  /**
   * Is this artifact right? {@code before} is the revision approved or rejected last, 0 for none.
   */
  record Approval(DecisionId id, StepId step, Shown shown, int before) implements Decision {}

  /** An agent's question. */
  record Question(
      DecisionId id, StepId step, PresetName preset, RunId run, String text, List<String> options)
      implements Decision {
    public Question {
      options = List.copyOf(options);
    }
  }

  /** What becomes of the findings of a review. */
  record Findings(DecisionId id, StepId step, int pass) implements Decision {}

  /**
   * Shall it be merged?
   *
   * @param since the commit that was decided on before, when only the change since is new
   */
  record Merge(DecisionId id, CommitId head, @Nullable CommitId since, List<String> remarks)
      implements Decision {
    public Merge {
      remarks = List.copyOf(remarks);
    }
  }

  /** Something is in the way. */
  record Problem(
      DecisionId id,
      Trouble trouble,
      Spot spot,
      @Nullable StepId step,
      @Nullable PresetName preset,
      String reason,
      String evidence,
      List<Option> options)
      implements Decision {
    public Problem {
      options = List.copyOf(options);
    }
  }
}
