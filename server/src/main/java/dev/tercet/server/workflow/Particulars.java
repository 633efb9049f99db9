package dev.tercet.server.workflow;

import dev.tercet.server.review.FindingId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What views show of a task's past beyond the task itself, as the fold of its events.
 *
 * @param openedAt when each decision was opened
 * @param revisions every revision of every artifact, oldest first
 * @param anchors the commit that the lines of each finding are counted in
 */
public record Particulars(
    Map<DecisionId, Instant> openedAt, List<Artifact> revisions, Map<FindingId, CommitId> anchors) {

  /** Of a task without events. */
  public static final Particulars NONE = new Particulars(Map.of(), List.of(), Map.of());

  public Particulars {
    openedAt = Collections.unmodifiableMap(new LinkedHashMap<>(openedAt));
    revisions = List.copyOf(revisions);
    anchors = Collections.unmodifiableMap(new LinkedHashMap<>(anchors));
  }

  /** With one more event. */
  public Particulars after(Event event, Instant at) {
    if (event instanceof Event.ArtifactRecorded(var artifact)) {
      List<Artifact> more = new ArrayList<>(revisions);
      more.add(artifact);
      return new Particulars(openedAt, more, anchors);
    }
    if (event instanceof Event.DecisionOpened(var decision)) {
      Map<DecisionId, Instant> more = new LinkedHashMap<>(openedAt);
      more.put(decision.id(), at);
      return new Particulars(more, revisions, anchors);
    }
    return event instanceof Event.ClustersFormed formed ? anchored(formed) : this;
  }

  private Particulars anchored(Event.ClustersFormed formed) {
    Map<FindingId, CommitId> more = new LinkedHashMap<>(anchors);
    formed.clusters().stream()
        .flatMap(cluster -> cluster.findings().stream())
        .forEach(finding -> more.putIfAbsent(finding, formed.reviewed()));
    return new Particulars(openedAt, revisions, more);
  }

  /** The commit that a finding's lines are counted in; empty before its review is over. */
  public Optional<CommitId> anchor(FindingId finding) {
    return Optional.ofNullable(anchors.get(finding));
  }
}
