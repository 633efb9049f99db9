package dev.tercet.server.workflow;

import dev.tercet.server.review.Board;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One ticket on its way to a merge, as the fold of its events.
 *
 * @param seq of the last event; the revision that clients act on
 * @param fixes numbers of clusters that were accepted and not yet handed to the builder
 * @param bindings presets that a human put in place of others, by step
 * @param begun effects that were begun at some time; their results may be in the world
 * @param reviewed the commit that each review step saw last
 * @param raises when a human raised a budget at this task, by as much again each time
 * @param takeovers times that a human took the worktree over, part of the effects' ids
 */
public record Task(
    Charter charter,
    Phase phase,
    Hold hold,
    Map<StepId, StepProgress> steps,
    Map<DecisionId, Decision> decisions,
    Map<ArtifactName, Artifact> artifacts,
    Map<StepId, Receipt> receipts,
    Board board,
    List<Integer> fixes,
    Workspace workspace,
    Landing landing,
    Map<RunId, RunRecord> runs,
    List<Answered> answers,
    Map<StepId, Map<PresetName, PresetName>> bindings,
    Set<EffectId> begun,
    Map<StepId, CommitId> reviewed,
    List<Instant> raises,
    int takeovers,
    int decisionCount,
    long seq,
    Instant createdAt,
    Instant updatedAt) {

  public TaskId id() {
    return charter.id();
  }

  public Workflow workflow() {
    return charter.workflow();
  }

  public StepProgress progress(StepId step) {
    StepProgress progress = steps.get(step);
    return progress == null ? StepProgress.PENDING : progress;
  }

  public Step step(StepId id) {
    return workflow().steps().stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no step " + id + " in " + id()));
  }

  public @Nullable Decision open(DecisionId id) {
    return decisions.get(id);
  }

  public @Nullable RunRecord run(RunId id) {
    return runs.get(id);
  }

  /** The presets that do the step, after what the human changed. */
  public List<PresetName> agents(Step step) {
    Map<PresetName, PresetName> bound = bindings.getOrDefault(step.id(), Map.of());
    return step.agents().stream()
        .map(preset -> bound.getOrDefault(preset, preset))
        .distinct()
        .toList();
  }

  public boolean isHeld() {
    return !(hold instanceof Hold.Free);
  }

  /** Whether every step before this one that has an approval holds a receipt that is still true. */
  public boolean mayBuild(StepId step) {
    return gatesBefore(step).allMatch(gate -> holds(gate.id()));
  }

  /** The steps before this one, by place or by need, whose artifact has to be approved. */
  Stream<Step> gatesBefore(StepId id) {
    int place = workflow().steps().indexOf(step(id));
    Set<StepId> needed = needed(id);
    return workflow().steps().stream()
        .filter(step -> step.gate() instanceof Gate.Approve)
        .filter(
            step ->
                needed.contains(step.id())
                    || (workflow().steps().indexOf(step) < place
                        && !needed(step.id()).contains(id)))
        .filter(step -> !(progress(step.id()).state() instanceof StepState.Skipped));
  }

  /** What has to be done before the step, directly or not. */
  private Set<StepId> needed(StepId id) {
    Set<StepId> needed = new HashSet<>();
    Deque<StepId> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      StepId next = open.remove();
      workflow().steps().stream()
          .filter(step -> step.id().equals(next))
          .flatMap(step -> step.needs().stream())
          .filter(needed::add)
          .forEach(open::add);
    }
    return needed;
  }

  /** Whether the step's receipt is there and everything it names is as it was. */
  public boolean holds(StepId step) {
    Receipt receipt = receipts.get(step);
    if (receipt == null) {
      return false;
    }
    Artifact artifact = artifacts.get(receipt.shown().artifact());
    return artifact != null
        && artifact.shown().equals(receipt.shown())
        && receipt.base().equals(charter.base())
        && receipt.workflowHash().equals(WorkflowHash.of(workflow()));
  }

  public <D extends Decision> Stream<D> decisions(Class<D> kind) {
    return decisions.values().stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The command that checks this step, by precedence: step, workflow, settings, spec. */
  public Optional<String> verifyCommand(@Nullable Step step) {
    if (step != null && !(step.verify() instanceof Verify.Inherit)) {
      return line(step.verify());
    }
    if (!(workflow().config().verify() instanceof Verify.Inherit)) {
      return line(workflow().config().verify());
    }
    if (charter.policy().verify() != null) {
      return Optional.of(charter.policy().verify());
    }
    return verifyOfSpec();
  }

  /** The command that an approved artifact names. */
  private Optional<String> verifyOfSpec() {
    return receipts.keySet().stream()
        .filter(this::holds)
        .flatMap(step -> Optional.ofNullable(receipts.get(step)).stream())
        .flatMap(receipt -> Optional.ofNullable(artifacts.get(receipt.shown().artifact())).stream())
        .flatMap(artifact -> Optional.ofNullable(artifact.verify()).stream())
        .findFirst();
  }

  private static Optional<String> line(Verify verify) {
    return switch (verify) {
      case Verify.Command(var command) -> Optional.of(command);
      case Verify.None _, Verify.Inherit _ -> Optional.empty();
    };
  }

  public Usage usage() {
    return runs.values().stream().map(RunRecord::usage).reduce(Usage.UNKNOWN, Usage::plus);
  }
}
