package dev.tercet.server.workflow;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration lines at the top of a template; null where the template is silent.
 *
 * @param base revision that tasks start from
 * @param budget of a whole task, in US dollars
 * @param rounds default for its steps
 * @param reviewers presets that stand in for a review step which names none
 */
public record WorkflowConfig(
    @Nullable String base,
    Verify verify,
    @Nullable MergeStrategy merge,
    @Nullable BigDecimal budget,
    @Nullable Integer rounds,
    List<PresetName> reviewers) {

  public static final WorkflowConfig SILENT =
      new WorkflowConfig(null, new Verify.Inherit(), null, null, null, List.of());

  public WorkflowConfig {
    reviewers = List.copyOf(reviewers);
  }
}
