package dev.tercet.server.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that reviewers of a task have found and what became of it.
 *
 * @param revision of the clusters; a judgement names the one it was made on
 */
public record Board(List<Finding> findings, List<Cluster> clusters, int revision) {

  public static final Board EMPTY = new Board(List.of(), List.of(), 0);

  public Board {
    findings = List.copyOf(findings);
    clusters = List.copyOf(clusters);
  }

  public Board with(Finding finding) {
    List<Finding> more = new ArrayList<>(findings);
    more.add(finding);
    return new Board(more, clusters, revision);
  }

  public Board with(List<Cluster> next) {
    return new Board(findings, next, revision + 1);
  }

  public Optional<Finding> finding(FindingId id) {
    return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
  }

  public Optional<Cluster> clusterOf(FindingId id) {
    return clusters.stream().filter(cluster -> cluster.findings().contains(id)).findFirst();
  }

  /** The findings of a cluster, in order. */
  public List<Finding> findings(Cluster cluster) {
    return cluster.findings().stream().flatMap(id -> finding(id).stream()).toList();
  }

  public List<Cluster> standing(Standing standing) {
    return clusters.stream().filter(cluster -> cluster.standing() == standing).toList();
  }

  /**
   * The clusters after a pass's findings are in.
   *
   * <p>What was accepted before is fixed, still there or moved, by whether a finding of this pass
   * means it. A finding that means a dismissed cluster is folded into it, unless the lines it
   * speaks of changed since or it is more severe than what was dismissed. One that means a cluster
   * which nobody has judged yet joins it.
   *
   * @param reviewers of the step whose findings these are; others' clusters are left alone
   * @param changed lines that changed since the pass before, in the numbering of this pass
   * @param moved where the lines of earlier findings are by now; of others they are taken as they
   *     were
   */
  public List<Cluster> clustered(
      List<String> reviewers, int pass, List<LineRange> changed, List<Moved> moved) {
    Map<FindingId, Moved> places =
        moved.stream().collect(Collectors.toMap(Moved::finding, at -> at, (one, _) -> one));
    List<Finding> fresh =
        findings.stream()
            .filter(finding -> finding.pass() == pass && reviewers.contains(finding.reviewer()))
            .filter(finding -> clusterOf(finding.id()).isEmpty())
            .toList();
    List<List<Finding>> groups = Clustering.group(fresh);
    List<Cluster> next = new ArrayList<>();
    List<List<Finding>> folded = new ArrayList<>();
    for (Cluster known : clusters) {
      Optional<List<Finding>> again =
          groups.stream().filter(group -> means(known, group, places)).findFirst();
      if (known.standing() == Standing.ACCEPTED && known.pass() < pass && isOf(known, reviewers)) {
        next.add(known.judged(fate(known, again.orElse(null), places), known.line()));
      } else if (again.isPresent()
          && !folded.contains(again.get())
          && takes(known, again.get(), changed)) {
        folded.add(again.get());
        next.add(joined(known, again.get()));
      } else {
        next.add(known);
      }
    }
    groups.stream()
        .filter(group -> !folded.contains(group))
        .forEach(group -> next.add(open(next.size() + 1, pass, group)));
    return List.copyOf(next);
  }

  /** Whether findings that mean the cluster belong to it, instead of being asked about anew. */
  private boolean takes(Cluster known, List<Finding> group, List<LineRange> changed) {
    return switch (known.standing()) {
      case OPEN -> true;
      case DISMISSED -> !raised(known, group, changed);
      case ACCEPTED, FOLDED, FIXED, STILL_THERE, MOVED -> false;
    };
  }

  private Cluster joined(Cluster known, List<Finding> group) {
    List<Finding> all = Stream.concat(findings(known).stream(), group.stream()).toList();
    return known.joined(all, Clustering.explain(all));
  }

  private static Cluster open(int number, int pass, List<Finding> group) {
    return new Cluster(
        number,
        pass,
        group.stream().map(Finding::id).toList(),
        Clustering.families(group),
        Standing.OPEN,
        Clustering.explain(group),
        null,
        0);
  }

  private boolean isOf(Cluster cluster, List<String> reviewers) {
    return findings(cluster).stream().anyMatch(finding -> reviewers.contains(finding.reviewer()));
  }

  /** The cluster's findings where they would be reported now. */
  private List<Finding> now(Cluster known, Map<FindingId, Moved> places) {
    return findings(known).stream()
        .map(
            finding -> {
              Moved at = places.get(finding.id());
              return at == null || finding.claim().startLine() == null
                  ? finding
                  : finding.with(finding.claim().at(at.file(), at.start(), at.end()));
            })
        .toList();
  }

  private boolean means(Cluster known, List<Finding> group, Map<FindingId, Moved> places) {
    return now(known, places).stream()
        .anyMatch(old -> group.stream().anyMatch(finding -> Clustering.same(old, finding)));
  }

  private Standing fate(
      Cluster known, @Nullable List<Finding> again, Map<FindingId, Moved> places) {
    if (again == null) {
      return Standing.FIXED;
    }
    boolean samePlace =
        now(known, places).stream()
            .anyMatch(
                old -> again.stream().anyMatch(now -> Clustering.near(old.claim(), now.claim())));
    return samePlace ? Standing.STILL_THERE : Standing.MOVED;
  }

  private boolean raised(Cluster dismissed, List<Finding> group, List<LineRange> changed) {
    Severity worst = worst(findings(dismissed));
    boolean linesChanged =
        group.stream()
            .map(finding -> Clustering.lines(finding.claim()))
            .filter(Objects::nonNull)
            .anyMatch(lines -> changed.stream().anyMatch(lines::touches));
    return linesChanged || worst(group).compareTo(worst) < 0;
  }

  private static Severity worst(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.claim().severity())
        .min(Severity::compareTo)
        .orElse(Severity.NIT);
  }

  /** The clusters once a human has judged some findings; asking changes no standing. */
  public List<Cluster> judged(List<Judgement> judgements) {
    List<Cluster> next = new ArrayList<>(clusters);
    for (Judgement judgement : judgements) {
      next.replaceAll(
          cluster ->
              cluster.findings().stream().anyMatch(judgement.findings()::contains)
                  ? judged(cluster, judgement)
                  : cluster);
    }
    return List.copyOf(next);
  }

  private static Cluster judged(Cluster cluster, Judgement judgement) {
    return switch (judgement.verdict()) {
      case ACCEPT, PUSH_BACK -> cluster.judged(Standing.ACCEPTED, judgement.line());
      case DISMISS -> cluster.judged(Standing.DISMISSED, judgement.line());
      case ASK -> cluster;
    };
  }
}
