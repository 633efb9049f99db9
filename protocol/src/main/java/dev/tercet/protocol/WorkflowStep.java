package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One heading of a template, as it was understood.
 *
 * @param line of the heading, from 1
 * @param done its checkbox is ticked: it is skipped
 * @param role null where nothing names one, which is an error
 * @param gate "approve FILE", "findings" or "none", as the directive has it
 */
public record WorkflowStep(
    String name,
    int line,
    boolean done,
    List<String> agents,
    String gate,
    List<String> produces,
    List<String> reads,
    @Nullable Role role) {
  public WorkflowStep {
    agents = List.copyOf(agents);
    produces = List.copyOf(produces);
    reads = List.copyOf(reads);
  }
}
