package dev.tercet.cli;

import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.ClusterView.State;
import dev.tercet.protocol.FindingList;
import dev.tercet.protocol.FindingView;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Findings in words: one paragraph per cluster, and what each reviewer brought for it. */
final class FindingText {

  private FindingText() {}

  static void print(Screen out, String task, FindingList list) {
    if (list.clusters().isEmpty()) {
      out.line(list.pass() == 0 ? "no review yet" : "nothing was found in pass " + list.pass());
      return;
    }
    for (ClusterView cluster : list.clusters()) {
      cluster(out, cluster, list);
      out.line("");
    }
    long open = list.clusters().stream().filter(each -> each.state() == State.OPEN).count();
    if (open > 0) {
      out.line(Text.count((int) open, "finding") + " to judge, each with one of");
      for (String verb : List.of("accept", "dismiss", "push-back", "ask")) {
        out.line(Style.CYAN.of("  tercet " + verb + " " + task + " ID -m 'a line'"));
      }
    }
  }

  private static void cluster(Screen out, ClusterView cluster, FindingList list) {
    String place = place(cluster.file(), cluster.startLine(), cluster.endLine());
    out.wrapped(
        Style.BOLD.of(cluster.id()) + "  ",
        state(cluster.state())
            + "  "
            + String.join(", ", cluster.severities().stream().map(FindingText::word).toList())
            + "  "
            + by(cluster)
            + (place.isEmpty() ? "" : "  " + place));
    String margin = " ".repeat(cluster.id().length() + 2);
    out.wrapped(margin, Text.line(cluster.claim()));
    if (cluster.findings().size() > 1) {
      out.wrapped(margin, Style.DIM.of("the same: " + Text.line(cluster.why())));
    }
    if (cluster.line() != null) {
      out.wrapped(margin, "you said: " + Text.line(cluster.line()));
    }
    list.findings().stream()
        .filter(finding -> cluster.findings().contains(finding.id()))
        .forEach(finding -> finding(out, margin, finding));
  }

  private static String by(ClusterView cluster) {
    return cluster.families().isEmpty() ? "" : "by " + String.join(", ", cluster.families());
  }

  private static String state(State state) {
    String word = word(state);
    return switch (state) {
      case OPEN -> Style.YELLOW.of(word);
      case STILL_THERE, MOVED -> Style.RED.of(word);
      case ACCEPTED -> Style.CYAN.of(word);
      case FIXED -> Style.GREEN.of(word);
      case DISMISSED, FOLDED -> Style.DIM.of(word);
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void finding(Screen out, String margin, FindingView finding) {
    String head = margin + Style.DIM.of(finding.id() + " " + finding.preset()) + "  ";
    out.wrapped(head, Text.line(finding.text()));
    String inner = margin + "  ";
    if (finding.evidence() != null) {
      finding
          .evidence()
          .lines()
          .limit(8)
          .forEach(line -> out.line(inner + Style.DIM.of("│ ") + line));
    }
    if (finding.suggestion() != null) {
      out.wrapped(inner, "suggests: " + Text.line(finding.suggestion()));
    }
    if (finding.malformed() != null) {
      out.wrapped(inner, Style.YELLOW.of("badly reported: " + Text.line(finding.malformed())));
    }
  }

  private static String place(
      @Nullable String file, @Nullable Integer start, @Nullable Integer end) {
    if (file == null) {
      return "";
    }
    String lines = start == null ? "" : ":" + start;
    return file + lines + (end == null || end.equals(start) ? "" : "-" + end);
  }
}
