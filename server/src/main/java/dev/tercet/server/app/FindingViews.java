package dev.tercet.server.app;

import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.FindingList;
import dev.tercet.protocol.FindingSeverity;
import dev.tercet.protocol.FindingView;
import dev.tercet.protocol.ReviewPass;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Particulars;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.StepProgress;
import dev.tercet.server.workflow.Task;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Findings and their clusters as clients see them. */
final class FindingViews {

  private FindingViews() {}

  static FindingList of(Task task, Particulars history) {
    int pass = task.steps().values().stream().mapToInt(StepProgress::pass).max().orElse(1);
    return new FindingList(
        pass,
        task.board().revision(),
        clusters(task, null),
        task.board().findings().stream().map(finding -> finding(task, history, finding)).toList(),
        history.reviewed().stream().map(reviewed -> pass(task, reviewed)).toList());
  }

  private static ReviewPass pass(Task task, Particulars.Reviewed reviewed) {
    return new ReviewPass(
        task.step(reviewed.step()).name(), reviewed.pass(), reviewed.commit().value());
  }

  /** The clusters of a step's reviewers; of all for null. */
  static List<ClusterView> clusters(Task task, @Nullable StepId step) {
    List<String> reviewers =
        task.runs().values().stream()
            .filter(run -> step == null || run.step().equals(step))
            .map(run -> run.preset().value())
            .distinct()
            .toList();
    return task.board().clusters().stream()
        .filter(
            cluster ->
                task.board().findings(cluster).stream()
                    .anyMatch(finding -> reviewers.contains(finding.reviewer())))
        .map(cluster -> cluster(task, cluster))
        .toList();
  }

  private static ClusterView cluster(Task task, Cluster cluster) {
    List<Finding> findings = task.board().findings(cluster);
    Claim clearest =
        findings.stream()
            .map(Finding::claim)
            .filter(claim -> claim.startLine() != null)
            .findFirst()
            .orElse(findings.getFirst().claim());
    return new ClusterView(
        "c" + cluster.number(),
        cluster.findings().stream().map(id -> id.value()).toList(),
        findings.stream().map(Finding::family).distinct().toList(),
        findings.stream().map(finding -> severity(finding.claim())).sorted().toList(),
        clearest.text(),
        ClusterView.State.valueOf(cluster.standing().name()),
        cluster.why(),
        clearest.file(),
        clearest.startLine(),
        clearest.endLine(),
        cluster.line());
  }

  private static FindingSeverity severity(Claim claim) {
    return FindingSeverity.valueOf(claim.severity().name());
  }

  private static FindingView finding(Task task, Particulars history, Finding finding) {
    Claim claim = finding.claim();
    Optional<RunRecord> run =
        task.runs().values().stream()
            .filter(one -> one.preset().value().equals(finding.reviewer()))
            .filter(one -> one.pass() == finding.pass())
            .findFirst();
    return new FindingView(
        finding.id().value(),
        run.map(one -> one.id().value()).orElse(""),
        finding.reviewer(),
        finding.pass(),
        severity(claim),
        claim.text(),
        finding.family(),
        claim.file(),
        claim.startLine(),
        claim.endLine(),
        claim.symbol(),
        claim.defectClass(),
        claim.evidence(),
        claim.suggestion(),
        claim.probe(),
        claim.malformed(),
        history.anchor(finding.id()).map(CommitId::value).orElse(null));
  }
}
