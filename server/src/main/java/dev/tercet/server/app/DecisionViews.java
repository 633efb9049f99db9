package dev.tercet.server.app;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.ChangedFile;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Option;
import dev.tercet.server.git.GitException;
import dev.tercet.server.store.Sha256;
import dev.tercet.server.template.Spec;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.BlobId;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Receipt;
import dev.tercet.server.workflow.Spot;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import dev.tercet.server.workflow.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Open decisions as clients see them: everything that is needed to decide. */
public final class DecisionViews {

  private static final int MOST_TEXT = 256 * 1024;
  private static final int MOST_KEPT = 8 << 20;

  private final ReadModel model;
  private final Contents contents;
  private final Kept<BlobId, Points> known = new Kept<>(MOST_KEPT, Points::length);

  public DecisionViews(ReadModel model, Contents contents) {
    this.model = model;
    this.contents = contents;
  }

  /** What a repository holds for a task. */
  public interface Contents {

    /** The text of an artifact's revision, cut where it is very long. */
    String text(Task task, Artifact artifact);

    /** The files that the change touches, artifacts left out. */
    List<ChangedFile> files(Task task);
  }

  /** The decision; {@code whole} with the texts that a list leaves out. */
  DecisionView view(Task task, Decision decision, boolean whole) {
    StepId step = step(decision);
    return new DecisionView(
        decision.id().value(),
        task.id().value(),
        task.charter().ticket().title(),
        task.charter().repository(),
        model.openedAt(task, decision.id()),
        task.seq(),
        summary(task, decision),
        asked(task, decision, whole),
        step == null ? null : task.step(step).name());
  }

  /**
   * Where in the inbox a decision stands: what is quickest to answer and lets most go on, first.
   */
  static int rank(DecisionView view) {
    return switch (view.asked()) {
      case Asked.Question _ -> 0;
      case Asked.Approval _ -> 1;
      case Asked.Failure _, Asked.Conflict _, Asked.Boundary _, Asked.Limit _, Asked.Trust _ -> 2;
      case Asked.Findings _ -> 3;
      case Asked.Merge _, Asked.Footprint _ -> 4;
    };
  }

  private static @Nullable StepId step(Decision decision) {
    return switch (decision) {
      case Decision.Approval approval -> approval.step();
      case Decision.Question question -> question.step();
      case Decision.Findings findings -> findings.step();
      case Decision.Merge _ -> null;
      case Decision.Problem problem -> problem.step();
    };
  }

  private static String summary(Task task, Decision decision) {
    return switch (decision) {
      case Decision.Approval approval ->
          "approve %s (revision %d)"
              .formatted(approval.shown().artifact(), approval.shown().revision());
      case Decision.Question question -> "answer: " + question.text();
      case Decision.Findings findings -> "judge the findings of pass %d".formatted(findings.pass());
      case Decision.Merge merge ->
          "merge %s into %s"
              .formatted(merge.head().value().substring(0, 10), task.charter().target());
      case Decision.Problem problem -> problem.reason();
    };
  }

  private Asked asked(Task task, Decision decision, boolean whole) {
    return switch (decision) {
      case Decision.Approval approval -> approval(task, approval, whole);
      case Decision.Question question -> new Asked.Question(question.text(), question.options());
      case Decision.Findings findings ->
          new Asked.Findings(
              findings.pass(),
              task.board().revision(),
              FindingViews.clusters(task, findings.step()));
      case Decision.Merge merge ->
          new Asked.Merge(
              merge.head().value(),
              task.charter().target(),
              whole ? files(task) : List.of(),
              model.overlaps(task),
              verification(task.workspace().latest()),
              merge.since() == null ? null : merge.since().value(),
              remarks(task, merge));
      case Decision.Problem problem -> problem(problem);
    };
  }

  private static @Nullable List<String> remarks(Task task, Decision.Merge merge) {
    List<String> remarks = new ArrayList<>(merge.remarks());
    List<String> touched = Trust.touched(task.workspace().changed());
    if (!touched.isEmpty()) {
      remarks.add(Trust.warning(touched));
    }
    return remarks.isEmpty() ? null : remarks;
  }

  /** What stands in every list; the rest of a spec only where one is looked at. */
  private record Points(List<String> assumptions, List<String> questions, List<String> touches) {

    static Points of(String text) {
      Spec spec = Spec.parse(text);
      return new Points(
          spec.points(Spec.Part.ASSUMPTIONS),
          spec.points(Spec.Part.OPEN_QUESTIONS),
          spec.touches());
    }

    int length() {
      return Stream.of(assumptions, questions, touches)
          .flatMap(List::stream)
          .mapToInt(String::length)
          .sum();
    }
  }

  private Points points(Task task, @Nullable Artifact artifact, @Nullable String text) {
    if (text != null) {
      return Points.of(text);
    }
    try {
      return artifact == null
          ? Points.of("")
          : known.get(artifact.blob(), _ -> Points.of(contents.text(task, artifact)));
    } catch (GitException gone) {
      return Points.of("");
    }
  }

  /** The text, or why it cannot be had: a repository may be gone, and others are still listed. */
  private @Nullable String text(Task task, Artifact artifact, List<String> warnings) {
    try {
      return contents.text(task, artifact);
    } catch (GitException gone) {
      warnings.add("its text cannot be read: " + gone.getMessage());
      return null;
    }
  }

  private List<ChangedFile> files(Task task) {
    try {
      return contents.files(task);
    } catch (GitException gone) {
      return List.of();
    }
  }

  private Asked approval(Task task, Decision.Approval approval, boolean whole) {
    Artifact artifact = task.artifacts().get(approval.shown().artifact());
    List<String> warnings = new ArrayList<>();
    String text = artifact == null || !whole ? null : text(task, artifact, warnings);
    Points points = points(task, artifact, text);
    Verification baseline = task.workspace().baseline();
    if (baseline != null && !baseline.green()) {
      warnings.add(
          "`%s` is red on the base already (exit %d)"
              .formatted(baseline.command(), baseline.exitCode()));
    }
    model
        .overlaps(task)
        .forEach(
            overlap ->
                warnings.add(
                    "%s is about to change %s too"
                        .formatted(overlap.task(), String.join(", ", overlap.paths()))));
    Receipt before = task.receipts().get(approval.step());
    return new Asked.Approval(
        approval.shown().artifact().value(),
        approval.shown().revision(),
        approval.shown().blob().value(),
        points.assumptions(),
        points.questions(),
        points.touches(),
        artifact == null ? List.of() : Views.problems(artifact),
        warnings,
        text != null && text.length() <= MOST_TEXT ? text : null,
        artifact == null ? null : artifact.verify(),
        before != null
            ? Integer.valueOf(before.shown().revision())
            : approval.before() > 0 ? approval.before() : null);
  }

  private static dev.tercet.protocol.@Nullable Verification verification(
      @Nullable Verification result) {
    return result == null
        ? null
        : new dev.tercet.protocol.Verification(
            result.command(),
            result.green(),
            result.green() ? "exit 0" : "exit " + result.exitCode());
  }

  private static Asked problem(Decision.Problem problem) {
    List<Option> options =
        problem.options().stream()
            .map(
                option ->
                    new Option(option.name().toLowerCase(Locale.ROOT), words(problem, option)))
            .toList();
    return switch (problem.trouble()) {
      case FAILURE -> new Asked.Failure(problem.reason(), problem.evidence(), options);
      case CONFLICT -> new Asked.Conflict(problem.reason(), List.of(), problem.evidence(), options);
      case LIMIT -> new Asked.Limit(problem.reason(), options);
      case TRUST ->
          new Asked.Trust(
              problem.reason(),
              problem.evidence(),
              Sha256.of(problem.evidence()).toString(),
              options);
      case BOUNDARY ->
          new Asked.Boundary(problem.reason(), problem.evidence().lines().toList(), options);
      case FOOTPRINT -> new Asked.Footprint(problem.evidence().lines().toList(), options);
    };
  }

  private static String words(Decision.Problem problem, dev.tercet.server.workflow.Option option) {
    return switch (option) {
      case RETRY ->
          problem.spot() == Spot.BUDGET ? "go on, with the budget as set by now" : "try again";
      case TRUST -> "let exactly this run in this repository, now and later";
      case CONTINUE ->
          switch (problem.spot()) {
            case PREPARE -> "go on without it";
            case RUN -> "go on without this reviewer";
            case BUDGET -> "raise the budget by as much again and go on";
            case VERIFY -> "commit it though the verification is red";
            case COMMIT -> "commit it as it is";
            case CHECK ->
                problem.trouble() == Trouble.BOUNDARY
                    ? "take it as it is and go on"
                    : "go on though the check is red";
            case ROUNDS -> "leave the rest as it is and go on";
            case TRAIN -> "decide on the merge again";
            case REBASE -> "leave the base where it is";
            case UNDO -> "leave it merged";
            case UNDO_RED -> "undo it though that is red";
            case COLLECT, WRITE -> "take it as it is and go on";
            case INTEGRATE, HANDBACK -> "go on";
          };
      case TAKEOVER -> "work on it yourself in the worktree";
      case ABANDON -> problem.spot() == Spot.UNDO_RED ? "leave it merged" : "give the task up";
    };
  }
}
