package dev.tercet.server.perform;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.Trailer;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.MergeReceipt;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.StepState;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the last commit of a merge or of its undoing says at its end: which task, by whose word,
 * seen by whom, verified how, on top of what.
 */
final class MergeTrailers {

  private static final String ONTO = "Tercet-Onto";

  private final AgentBook agents;

  MergeTrailers(AgentBook agents) {
    this.agents = agents;
  }

  /**
   * @param onto where the target was before
   * @param verification of the tree on the target; null when nothing is verified
   */
  List<Trailer> merge(
      Task task, EffectId effect, CommitId onto, @Nullable Verification verification) {
    List<Trailer> trailers = new ArrayList<>();
    trailers.add(new Trailer("Tercet-Task", task.id().value()));
    MergeReceipt receipt = task.landing().receipt();
    if (receipt != null) {
      trailers.add(new Trailer("Tercet-Receipt", ReceiptHash.of(receipt)));
    }
    String reviewers = reviewers(task);
    if (!reviewers.isEmpty()) {
      trailers.add(new Trailer("Tercet-Reviewers", reviewers));
    }
    finish(trailers, task, effect, onto, verification);
    return trailers;
  }

  /** The same for the commit that takes a merge back. */
  List<Trailer> undo(
      Task task, EffectId effect, CommitId onto, @Nullable Verification verification) {
    List<Trailer> trailers = new ArrayList<>();
    trailers.add(new Trailer("Tercet-Task", task.id().value()));
    finish(trailers, task, effect, onto, verification);
    return trailers;
  }

  /**
   * Where the target was before a commit with such trailers; its first parent before there were.
   */
  static CommitId onto(LoggedCommit landed) {
    return landed.trailer(ONTO).map(CommitId::new).orElseGet(() -> landed.parents().getFirst());
  }

  private static void finish(
      List<Trailer> trailers,
      Task task,
      EffectId effect,
      CommitId onto,
      @Nullable Verification verification) {
    if (verification != null) {
      trailers.add(
          new Trailer(
              "Tercet-Verified",
              (verification.green() ? "green: " : "red: ") + oneLine(verification.command())));
    }
    trailers.add(new Trailer(ONTO, onto.value()));
    trailers.add(BuildWork.effectTrailer(task, effect));
  }

  /** Everyone who reviewed, with the family where it is known. */
  private String reviewers(Task task) {
    return task.workflow().steps().stream()
        .filter(step -> step.role() == Role.REVIEW)
        .filter(step -> task.progress(step.id()).state() instanceof StepState.Done)
        .flatMap(step -> task.agents(step).stream())
        .distinct()
        .sorted()
        .map(preset -> preset + family(task, preset).map(name -> " (" + name + ")").orElse(""))
        .collect(Collectors.joining(", "));
  }

  /** As the reviewer's findings recorded it; of who found nothing, as the settings have it now. */
  private Optional<String> family(Task task, PresetName preset) {
    return task.board().findings().stream()
        .filter(finding -> finding.reviewer().equals(preset.value()))
        .map(finding -> finding.family())
        .findFirst()
        .or(() -> configured(task, preset))
        .filter(family -> !family.equals("unknown"));
  }

  private Optional<String> configured(Task task, PresetName preset) {
    try {
      return Optional.of(agents.choose(task, preset).family());
    } catch (AgentException gone) {
      return Optional.empty();
    }
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
