package dev.tercet.server.workflow;

import dev.tercet.server.review.FindingId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What views show of a task's past, which the task itself forgets, as the fold of its events.
 *
 * @param openedAt when each decision was opened
 * @param revisions every revision of every artifact, oldest first
 * @param reviewed every look of the reviewers, oldest first
 * @param anchors the commit that the lines of each finding are counted in
 * @param newestRun the run that each step queued last
 * @param commits the commit that holds what a run made
 */
public record Particulars(
    Map<DecisionId, Instant> openedAt,
    List<Artifact> revisions,
    List<Reviewed> reviewed,
    Map<FindingId, CommitId> anchors,
    Map<StepId, RunId> newestRun,
    Map<RunId, CommitId> commits) {

  /** Of a task without events. */
  public static final Particulars NONE =
      new Particulars(Map.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of());

  /**
   * A look of a step's reviewers.
   *
   * @param pass from 1
   */
  public record Reviewed(StepId step, int pass, CommitId commit) {}

  public Particulars {
    openedAt = Collections.unmodifiableMap(new LinkedHashMap<>(openedAt));
    revisions = List.copyOf(revisions);
    reviewed = List.copyOf(reviewed);
    anchors = Collections.unmodifiableMap(new LinkedHashMap<>(anchors));
    newestRun = Collections.unmodifiableMap(new LinkedHashMap<>(newestRun));
    commits = Collections.unmodifiableMap(new LinkedHashMap<>(commits));
  }

  /** With one more event. */
  public Particulars after(Event event, Instant at) {
    if (event instanceof Event.ArtifactRecorded(var artifact)) {
      return new Particulars(
          openedAt, with(revisions, artifact), reviewed, anchors, newestRun, commits);
    }
    if (event instanceof Event.DecisionOpened(var decision)) {
      return new Particulars(
          with(openedAt, decision.id(), at), revisions, reviewed, anchors, newestRun, commits);
    }
    if (event instanceof Event.RunQueued queued) {
      Map<StepId, RunId> runs = with(newestRun, queued.step(), queued.run());
      return new Particulars(openedAt, revisions, reviewed, anchors, runs, commits);
    }
    if (event instanceof Event.ItemFinished(var step, var commit) && commit != null) {
      return committed(newestRun.get(step), commit);
    }
    return event instanceof Event.ClustersFormed formed ? reviewed(formed) : this;
  }

  private Particulars committed(@Nullable RunId run, CommitId commit) {
    return run == null
        ? this
        : new Particulars(
            openedAt, revisions, reviewed, anchors, newestRun, with(commits, run, commit));
  }

  private Particulars reviewed(Event.ClustersFormed formed) {
    long before = reviewed.stream().filter(one -> one.step().equals(formed.step())).count();
    Reviewed look = new Reviewed(formed.step(), Math.toIntExact(before + 1), formed.reviewed());
    Map<FindingId, CommitId> more = new LinkedHashMap<>(anchors);
    formed.clusters().stream()
        .flatMap(cluster -> cluster.findings().stream())
        .forEach(finding -> more.putIfAbsent(finding, formed.reviewed()));
    return new Particulars(openedAt, revisions, with(reviewed, look), more, newestRun, commits);
  }

  private static <E> List<E> with(List<E> list, E one) {
    List<E> more = new ArrayList<>(list);
    more.add(one);
    return more;
  }

  private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  public Optional<Instant> openedAt(DecisionId decision) {
    return Optional.ofNullable(openedAt.get(decision));
  }

  /** The commit that a finding's lines are counted in; empty before its review is over. */
  public Optional<CommitId> anchor(FindingId finding) {
    return Optional.ofNullable(anchors.get(finding));
  }

  /** The commit that holds what the run made. */
  public Optional<CommitId> commit(RunId run) {
    return Optional.ofNullable(commits.get(run));
  }
}
