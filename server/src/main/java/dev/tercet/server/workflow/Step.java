package dev.tercet.server.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One heading of a template: who does it, what they are told, what must come out of it, and what a
 * human decides afterwards.
 *
 * @param line of the heading in the template, from 1
 * @param done the template's checkbox was ticked: the step is skipped
 * @param agents presets; several only for reviewers, who then work in parallel; none for a check
 * @param plan the artifact whose checkboxes a build step works through, where the template names
 *     one
 * @param run the command of a check step
 * @param needs steps that must be done first; already resolved, so "all before" is spelled out
 * @param fresh each plan item gets a context of its own
 * @param instructions the text below the heading, placeholders unresolved, directives removed
 */
public record Step(
    StepId id,
    String name,
    int line,
    boolean done,
    Role role,
    List<PresetName> agents,
    Gate gate,
    List<ArtifactName> produces,
    List<ArtifactName> reads,
    @Nullable ArtifactName plan,
    Verify verify,
    @Nullable String run,
    List<StepId> needs,
    List<Condition> conditions,
    StepLimits limits,
    boolean fresh,
    String instructions) {

  public Step {
    agents = List.copyOf(agents);
    produces = List.copyOf(produces);
    reads = List.copyOf(reads);
    needs = List.copyOf(needs);
    conditions = List.copyOf(conditions);
  }

  /** The same step, done by others. */
  public Step with(List<PresetName> others) {
    return new Step(
        id,
        name,
        line,
        done,
        role,
        others,
        gate,
        produces,
        reads,
        plan,
        verify,
        run,
        needs,
        conditions,
        limits,
        fresh,
        instructions);
  }
}
