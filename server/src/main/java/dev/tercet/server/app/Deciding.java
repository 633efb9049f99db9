package dev.tercet.server.app;

import dev.tercet.protocol.Judge;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.server.review.FindingId;
import dev.tercet.server.review.Judgement;
import dev.tercet.server.review.Verdict;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Option;
import dev.tercet.server.workflow.Shown;
import dev.tercet.server.workflow.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes commands of what clients answer to decisions. */
public final class Deciding {

  private final Orders orders;

  public Deciding(Orders orders) {
    this.orders = orders;
  }

  /** What was shown is what the client says; without that, what is shown now. */
  public Command approve(
      Task task, @Nullable String decision, @Nullable Integer revision, @Nullable String blob) {
    Decision.Approval open = orders.decision(task, decision, Decision.Approval.class, "approve");
    Shown shown = open.shown();
    if (revision == null && blob == null) {
      throw Denied.because(
          ProtocolError.REFUSED,
          "nothing-shown",
          "an approval names what was shown: artifact revision or blob");
    }
    boolean same =
        (revision == null || revision == shown.revision())
            && (blob == null || blob.equals(shown.blob().value()));
    if (!same) {
      throw Denied.because(
          ProtocolError.STALE,
          "stale",
          "%s: %s is at revision %d now: look at it again"
              .formatted(task.id(), shown.artifact(), shown.revision()));
    }
    return new Command.Approve(open.id(), shown);
  }

  /** Sends a spec back to its planner, or a change that waits to be merged to its builder. */
  public Command reject(Task task, @Nullable String decision, String correction) {
    boolean atMerge =
        decision == null
            ? task.decisions(Decision.Approval.class).findAny().isEmpty()
                && task.decisions(Decision.Merge.class).findAny().isPresent()
            : task.decisions(Decision.Merge.class)
                .anyMatch(open -> open.id().value().equals(decision));
    Class<? extends Decision> kind = atMerge ? Decision.Merge.class : Decision.Approval.class;
    return new Command.Reject(orders.decision(task, decision, kind, "reject").id(), correction);
  }

  public Command answer(Task task, @Nullable String decision, String text) {
    return new Command.Answer(
        orders.decision(task, decision, Decision.Question.class, "answer").id(), text);
  }

  public Command judge(Task task, Judge params) {
    Decision.Findings open =
        orders.decision(task, params.decision(), Decision.Findings.class, "judge");
    List<Judgement> judgements = params.judgements().stream().map(Deciding::judgement).toList();
    return new Command.Judge(open.id(), params.clusterRevision(), judgements);
  }

  private static Judgement judgement(dev.tercet.protocol.Judgement judgement) {
    try {
      return new Judgement(
          judgement.findings().stream().map(FindingId::new).toList(),
          Verdict.valueOf(judgement.verdict().name()),
          judgement.line());
    } catch (IllegalArgumentException wrong) {
      throw Denied.because(ProtocolError.REFUSED, "invalid", String.valueOf(wrong.getMessage()));
    }
  }

  public Command merge(Task task, @Nullable String decision, @Nullable String head) {
    Decision.Merge open = orders.decision(task, decision, Decision.Merge.class, "merge");
    if (head == null) {
      throw Denied.because(
          ProtocolError.REFUSED, "nothing-shown", "a merge names the head that was shown");
    }
    try {
      return new Command.Merge(open.id(), new CommitId(head));
    } catch (IllegalArgumentException noCommit) {
      throw Denied.because(ProtocolError.REFUSED, "invalid", String.valueOf(noCommit.getMessage()));
    }
  }

  public Command resolve(Task task, String decision, String option, @Nullable String line) {
    Decision.Problem open = orders.decision(task, decision, Decision.Problem.class, "resolve");
    Option chosen =
        Arrays.stream(Option.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(option))
            .findFirst()
            .orElseThrow(
                () ->
                    Denied.because(
                        ProtocolError.REFUSED,
                        "invalid",
                        "\"%s\" is no option of %s; it has %s"
                            .formatted(
                                option,
                                open.id(),
                                open.options().stream()
                                    .map(one -> one.name().toLowerCase(Locale.ROOT))
                                    .toList())));
    return new Command.Resolve(open.id(), chosen, line);
  }
}
