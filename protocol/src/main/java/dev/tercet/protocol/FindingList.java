package dev.tercet.protocol;

import java.util.List;

/**
 * What the reviewers of a task found, over all passes.
 *
 * @param pass of the review, from 1; 0 before the first
 * @param clusterRevision to be sent with a judgement
 * @param passes every look of the reviewers, oldest first
 */
public record FindingList(
    int pass,
    int clusterRevision,
    List<ClusterView> clusters,
    List<FindingView> findings,
    List<ReviewPass> passes) {
  public FindingList {
    clusters = List.copyOf(clusters);
    findings = List.copyOf(findings);
    passes = List.copyOf(passes);
  }
}
