package dev.tercet.server.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The plain rule by which findings are taken to mean the same defect: same file, overlapping lines,
 * similar claim.
 *
 * <p>Deterministic: findings are compared in the order of their ids. Versioned, because recorded
 * clusters outlive the rule.
 */
public final class Clustering {

  /** Recorded with every clustering. */
  public static final int RULE_VERSION = 2;

  private static final int NEAR_LINES = 3;
  private static final double SIMILAR = 0.2;
  private static final double VERY_SIMILAR = 0.5;
  private static final Set<String> STOP_WORDS =
      Set.of(
          "a", "an", "and", "are", "as", "at", "be", "by", "can", "does", "for", "from", "has",
          "if", "in", "is", "it", "its", "may", "not", "no", "of", "on", "or", "so", "that", "the",
          "this", "to", "was", "when", "which", "will", "with");

  private Clustering() {}

  /**
   * Groups the findings of one pass; every finding is in exactly one group, in order of first id.
   */
  static List<List<Finding>> group(List<Finding> findings) {
    List<List<Finding>> groups = new ArrayList<>();
    for (Finding finding : findings) {
      groups.stream()
          .filter(group -> group.stream().anyMatch(member -> same(member, finding)))
          .findFirst()
          .ifPresentOrElse(
              group -> group.add(finding), () -> groups.add(new ArrayList<>(List.of(finding))));
    }
    return groups;
  }

  /** Whether two findings mean the same defect. */
  static boolean same(Finding left, Finding right) {
    if (left.claim().malformed() != null || right.claim().malformed() != null) {
      return false;
    }
    return near(left.claim(), right.claim())
        ? similarity(left, right) >= SIMILAR
        : sameFile(left.claim(), right.claim()) && similarity(left, right) >= VERY_SIMILAR;
  }

  /** How many distinct model families report it. */
  static int families(List<Finding> group) {
    return Math.toIntExact(group.stream().map(Finding::family).distinct().count());
  }

  /** Why the group is one, in words. */
  static String explain(List<Finding> group) {
    if (group.size() == 1) {
      return "reported once";
    }
    Set<String> reviewers = new TreeSet<>();
    group.forEach(finding -> reviewers.add(finding.reviewer()));
    Claim first = group.getFirst().claim();
    boolean allNear = group.stream().allMatch(finding -> near(first, finding.claim()));
    return "%s, similar words, reported by %s"
        .formatted(
            allNear ? "same file, overlapping lines" : "same file", String.join(", ", reviewers));
  }

  private static boolean sameFile(Claim left, Claim right) {
    return left.path() != null && left.path().equals(right.path());
  }

  static boolean near(Claim left, Claim right) {
    LineRange first = lines(left);
    LineRange second = lines(right);
    return first != null
        && second != null
        && new LineRange(first.file(), first.start() - NEAR_LINES, first.end() + NEAR_LINES)
            .touches(second);
  }

  static @Nullable LineRange lines(Claim claim) {
    Integer start = claim.startLine();
    String file = claim.path();
    if (file == null || start == null) {
      return null;
    }
    Integer end = claim.endLine();
    return new LineRange(file, start, end == null ? start : Math.max(start, end));
  }

  private static double similarity(Finding left, Finding right) {
    Set<String> first = words(left.claim());
    Set<String> second = words(right.claim());
    if (first.isEmpty() || second.isEmpty()) {
      return 0;
    }
    Set<String> shared = new HashSet<>(first);
    shared.retainAll(second);
    return (double) shared.size() / Math.min(first.size(), second.size());
  }

  private static Set<String> words(Claim claim) {
    String text =
        claim.text()
            + " "
            + (claim.symbol() == null ? "" : claim.symbol())
            + " "
            + (claim.defectClass() == null ? "" : claim.defectClass());
    Set<String> words = new HashSet<>();
    for (String word :
        text.replaceAll("([a-z])([A-Z])", "$1 $2")
            .toLowerCase(Locale.ROOT)
            .split("[^\\p{L}\\p{N}]+", -1)) {
      if (word.length() > 1 && !STOP_WORDS.contains(word)) {
        words.add(
            word.length() > 4 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
      }
    }
    return words;
  }
}
