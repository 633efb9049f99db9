package dev.tercet.cli;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.Asked.Approval;
import dev.tercet.protocol.Asked.Boundary;
import dev.tercet.protocol.Asked.Conflict;
import dev.tercet.protocol.Asked.Failure;
import dev.tercet.protocol.Asked.Findings;
import dev.tercet.protocol.Asked.Footprint;
import dev.tercet.protocol.Asked.Limit;
import dev.tercet.protocol.Asked.Merge;
import dev.tercet.protocol.Asked.Question;
import dev.tercet.protocol.Asked.Trust;
import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.Overlap;
import dev.tercet.protocol.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decisions in words: what is asked, and what to type. */
final class DecisionText {

  private static final int EVIDENCE_LINES = 8;

  private DecisionText() {}

  /** What is asked, in a line or two of detail; empty where the summary says it all. */
  static String detail(Asked asked) {
    return switch (asked) {
      case Approval approval ->
          Text.count(approval.assumptions().size(), "assumption")
              + ", "
              + Text.count(approval.openQuestions().size(), "open question")
              + (approval.diagnostics().isEmpty()
                  ? ""
                  : ", " + Text.count(approval.diagnostics().size(), "remark"));
      case Question question ->
          question.options().isEmpty() ? "" : "proposed: " + String.join(" · ", question.options());
      case Findings findings -> "pass " + findings.pass() + ": " + toJudge(findings.clusters());
      case Merge merge ->
          (merge.files().isEmpty() ? "" : Text.count(merge.files().size(), "file") + " ")
              + "into "
              + merge.target()
              + verified(merge.verification())
              + overlaps(merge.overlaps());
      case Failure failure -> failure.reason();
      case Conflict conflict -> withPaths(conflict.reason(), conflict.paths());
      case Limit limit -> limit.reason();
      case Trust trust -> trust.what() + ", content " + TaskText.short7(trust.hash());
      case Boundary boundary -> boundary.reason();
      case Footprint footprint -> "outside the spec: " + String.join(", ", footprint.paths());
    };
  }

  private static String withPaths(String reason, List<String> paths) {
    return paths.isEmpty() ? reason : reason + ": " + String.join(", ", paths);
  }

  private static String toJudge(List<ClusterView> clusters) {
    long open = clusters.stream().filter(each -> each.state() == ClusterView.State.OPEN).count();
    return Text.count(clusters.size(), "finding") + ", " + open + " to judge";
  }

  private static String verified(@Nullable Verification verification) {
    return verification == null
        ? ", not verified"
        : verification.passed() ? ", verified" : ", verification is red";
  }

  private static String overlaps(List<Overlap> overlaps) {
    return overlaps.isEmpty()
        ? ""
        : ", overlaps with " + String.join(", ", overlaps.stream().map(Overlap::task).toList());
  }

  /**
   * The commands that answer it.
   *
   * @param sole no other decision of this kind is open in the task
   */
  static List<String> commands(DecisionView view, boolean sole) {
    String task = view.task();
    String which = sole ? "" : " --decision " + view.id();
    return switch (view.asked()) {
      case Approval _ ->
          List.of(
              "tercet approve " + task + which,
              "tercet reject " + task + which + " 'what is wrong'");
      case Question question ->
          List.of(
              "tercet answer "
                  + task
                  + which
                  + " "
                  + Text.quoted(
                      question.options().isEmpty() ? "…" : question.options().getFirst()));
      case Findings _ -> List.of("tercet findings " + task);
      case Merge _ ->
          List.of(
              "tercet merge " + task + which,
              "tercet reject " + task + which + " 'what is missing'");
      case Failure failure -> resolving(view, failure.options());
      case Conflict conflict -> resolving(view, conflict.options());
      case Limit limit -> resolving(view, limit.options());
      case Trust trust ->
          Stream.concat(
                  Stream.of("tercet trust " + task + which),
                  resolving(view, trust.options()).stream()
                      .filter(command -> !command.startsWith(resolve(view) + " trust")))
              .toList();
      case Boundary boundary -> resolving(view, boundary.options());
      case Footprint footprint -> resolving(view, footprint.options());
    };
  }

  private static List<String> resolving(DecisionView view, List<Option> options) {
    return options.stream()
        .map(
            option ->
                resolve(view) + " " + option.id() + Style.DIM.of("  # " + Text.line(option.text())))
        .toList();
  }

  private static String resolve(DecisionView view) {
    return "tercet resolve " + view.task() + " " + view.id();
  }

  /** The decision with what to type, as inbox and show print it. */
  static void print(Cli cli, String number, DecisionView view, List<DecisionView> all) {
    Screen out = cli.out();
    String margin = " ".repeat(number.length() + 2);
    String since = Text.span(Duration.between(view.since(), cli.now()));
    out.wrapped(
        Style.BOLD.of(number) + "  ",
        Style.BOLD.of(Text.line(view.summary())) + Style.DIM.of("  " + view.id() + ", " + since));
    out.wrapped(margin, view.task() + " · " + Text.line(view.taskTitle()));
    String detail = detail(view.asked());
    if (!detail.isEmpty() && !detail.equals(view.summary())) {
      out.wrapped(margin, Text.line(detail));
    }
    remarks(view.asked())
        .forEach(remark -> out.wrapped(margin, Style.YELLOW.of(Text.line(remark))));
    evidence(view.asked()).forEach(line -> out.line(margin + Style.DIM.of("│ ") + line));
    boolean sole = all.stream().filter(other -> isSibling(view, other)).count() == 1;
    commands(view, sole).forEach(command -> out.line(margin + Style.CYAN.of(command)));
  }

  /** The end of an output, which has what went wrong; all of what is to be trusted. */
  private static List<String> evidence(Asked asked) {
    return switch (asked) {
      case Failure failure -> end(failure.evidence());
      case Conflict conflict -> end(conflict.evidence());
      case Trust trust -> trust.content().lines().toList();
      case Boundary boundary -> beginning(boundary.paths());
      case Approval _, Question _, Findings _, Merge _, Limit _, Footprint _ -> List.of();
    };
  }

  private static List<String> remarks(Asked asked) {
    return asked instanceof Merge merge && merge.remarks() != null ? merge.remarks() : List.of();
  }

  private static List<String> beginning(List<String> lines) {
    if (lines.size() <= EVIDENCE_LINES) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, EVIDENCE_LINES));
    shown.add("… and " + Text.count(lines.size() - EVIDENCE_LINES, "more line"));
    return shown;
  }

  private static List<String> end(String output) {
    List<String> lines = output.strip().lines().toList();
    return lines.subList(Math.max(0, lines.size() - EVIDENCE_LINES), lines.size());
  }

  private static boolean isSibling(DecisionView view, DecisionView other) {
    return view.task().equals(other.task()) && view.asked().getClass() == other.asked().getClass();
  }
}
