package dev.tercet.server.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings that mean the same defect.
 *
 * @param number from 1 within the task, kept for the cluster's life
 * @param families how many distinct model families report it: its weight
 * @param why what made these findings one cluster, in words
 * @param line what the human said when judging, null before
 * @param repeats how many later findings were folded into it
 */
public record Cluster(
    int number,
    int pass,
    List<FindingId> findings,
    int families,
    Standing standing,
    String why,
    @Nullable String line,
    int repeats) {

  public Cluster {
    findings = List.copyOf(findings);
  }

  Cluster judged(Standing next, @Nullable String words) {
    return new Cluster(number, pass, findings, families, next, why, words, repeats);
  }

  /** The same defect, reported again. */
  Cluster joined(List<Finding> all, String reason) {
    return new Cluster(
        number,
        pass,
        all.stream().map(Finding::id).toList(),
        Clustering.families(all),
        standing,
        reason,
        line,
        repeats + 1);
  }
}
