package dev.tercet.server.app;

import dev.tercet.server.review.FindingId;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.DecisionId;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What views show of one task's past, which the task itself forgets: when a decision was opened,
 * what an artifact was, what reviewers looked at, which commit a run made.
 *
 * <p>Any thread may read; one at a time records.
 */
final class History {

  private final Map<DecisionId, Instant> openedAt = new ConcurrentHashMap<>();
  private final List<Artifact> revisions = new CopyOnWriteArrayList<>();
  private final List<Reviewed> reviewed = new CopyOnWriteArrayList<>();
  private final Map<FindingId, CommitId> anchors = new ConcurrentHashMap<>();
  private final Map<StepId, RunId> newestRun = new ConcurrentHashMap<>();
  private final Map<RunId, CommitId> commits = new ConcurrentHashMap<>();

  /**
   * A look of a step's reviewers.
   *
   * @param pass from 1
   */
  record Reviewed(StepId step, int pass, CommitId commit) {}

  void add(Event event, Instant at) {
    if (event instanceof Event.DecisionOpened(Decision decision)) {
      openedAt.put(decision.id(), at);
    } else if (event instanceof Event.ArtifactRecorded(Artifact artifact)) {
      revisions.add(artifact);
    } else if (event instanceof Event.ClustersFormed(var step, _, var commit, var clusters)) {
      int before =
          Math.toIntExact(reviewed.stream().filter(one -> one.step().equals(step)).count());
      reviewed.add(new Reviewed(step, before + 1, commit));
      clusters.stream()
          .flatMap(cluster -> cluster.findings().stream())
          .forEach(finding -> anchors.putIfAbsent(finding, commit));
    } else if (event instanceof Event.RunQueued queued) {
      newestRun.put(queued.step(), queued.run());
    } else if (event instanceof Event.ItemFinished(var step, var commit) && commit != null) {
      RunId run = newestRun.get(step);
      if (run != null) {
        commits.put(run, commit);
      }
    }
  }

  Optional<Instant> openedAt(DecisionId decision) {
    return Optional.ofNullable(openedAt.get(decision));
  }

  /** Every revision of every artifact, oldest first. */
  List<Artifact> revisions() {
    return List.copyOf(revisions);
  }

  /** Every look of the reviewers, oldest first. */
  List<Reviewed> reviewed() {
    return List.copyOf(reviewed);
  }

  /** The commit that a finding's lines are counted in; empty before its review is over. */
  Optional<CommitId> anchor(FindingId finding) {
    return Optional.ofNullable(anchors.get(finding));
  }

  /** The commit that holds what the run made. */
  Optional<CommitId> commit(RunId run) {
    return Optional.ofNullable(commits.get(run));
  }
}
