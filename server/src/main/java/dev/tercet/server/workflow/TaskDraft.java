package dev.tercet.server.workflow;

import dev.tercet.server.review.Board;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A task that is being folded: mutable until it is frozen, and not to be touched from then on.
 *
 * <p>Confined to {@link Evolution} and {@link Folding}; it saves each event from naming the many
 * parts of a task.
 */
final class TaskDraft {

  Charter charter;
  Phase phase = Phase.QUEUED;
  Hold hold = new Hold.Free();
  Map<StepId, StepProgress> steps = new LinkedHashMap<>();
  Map<DecisionId, Decision> decisions = new LinkedHashMap<>();
  Map<ArtifactName, Artifact> artifacts = new LinkedHashMap<>();
  Map<StepId, Receipt> receipts = new LinkedHashMap<>();
  Board board = Board.EMPTY;
  List<Integer> fixes = List.of();
  Workspace workspace;
  Landing landing = Landing.NONE;
  Map<RunId, RunRecord> runs = new LinkedHashMap<>();
  List<Answered> answers = new ArrayList<>();
  Map<StepId, Map<PresetName, PresetName>> bindings = new LinkedHashMap<>();
  Set<EffectId> begun = new LinkedHashSet<>();
  Map<StepId, CommitId> reviewed = new LinkedHashMap<>();
  List<Instant> raises = new ArrayList<>();
  int takeovers;
  int decisionCount;
  private final Instant createdAt;

  /** A task that has only been created. */
  TaskDraft(Charter charter, Instant at) {
    this.charter = charter;
    this.workspace = Workspace.none(charter.base());
    this.createdAt = at;
    for (Step step : charter.workflow().steps()) {
      steps.put(
          step.id(),
          step.done()
              ? StepProgress.PENDING.in(new StepState.Skipped("ticked as done in the template"))
              : StepProgress.PENDING);
    }
  }

  TaskDraft(Task task) {
    charter = task.charter();
    phase = task.phase();
    hold = task.hold();
    steps = new LinkedHashMap<>(task.steps());
    decisions = new LinkedHashMap<>(task.decisions());
    artifacts = new LinkedHashMap<>(task.artifacts());
    receipts = new LinkedHashMap<>(task.receipts());
    board = task.board();
    fixes = task.fixes();
    workspace = task.workspace();
    landing = task.landing();
    runs = new LinkedHashMap<>(task.runs());
    answers = new ArrayList<>(task.answers());
    bindings = new LinkedHashMap<>(task.bindings());
    begun = new LinkedHashSet<>(task.begun());
    reviewed = new LinkedHashMap<>(task.reviewed());
    raises = new ArrayList<>(task.raises());
    takeovers = task.takeovers();
    decisionCount = task.decisionCount();
    createdAt = task.createdAt();
  }

  void step(StepId id, UnaryOperator<StepProgress> change) {
    steps.computeIfPresent(id, (_, progress) -> change.apply(progress));
  }

  void run(RunId id, UnaryOperator<RunRecord> change) {
    runs.computeIfPresent(id, (_, run) -> change.apply(run));
  }

  void open(Decision decision) {
    decisions.put(decision.id(), decision);
    decisionCount++;
  }

  void closeDecisionsOf(StepId step) {
    decisions
        .values()
        .removeIf(
            decision ->
                switch (decision) {
                  case Decision.Approval approval -> approval.step().equals(step);
                  case Decision.Question question -> question.step().equals(step);
                  case Decision.Findings findings -> findings.step().equals(step);
                  case Decision.Problem problem -> step.equals(problem.step());
                  case Decision.Merge _ -> false;
                });
  }

  Task freeze(long seq, Instant at) {
    return new Task(
        charter,
        phase,
        hold,
        Collections.unmodifiableMap(steps),
        Collections.unmodifiableMap(decisions),
        Collections.unmodifiableMap(artifacts),
        Collections.unmodifiableMap(receipts),
        board,
        List.copyOf(fixes),
        workspace,
        landing,
        Collections.unmodifiableMap(runs),
        Collections.unmodifiableList(answers),
        Collections.unmodifiableMap(bindings),
        Collections.unmodifiableSet(begun),
        Collections.unmodifiableMap(reviewed),
        Collections.unmodifiableList(raises),
        takeovers,
        decisionCount,
        seq,
        createdAt,
        at);
  }
}
