package dev.tercet.cli;

import dev.tercet.protocol.Asked.Approval;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Diagnostic;
import java.util.List;

/** What is to be approved, in the order in which it matters: what may be wrong comes first. */
final class ApprovalText {

  private ApprovalText() {}

  static void print(Cli cli, DecisionView view, Approval approval, String text) {
    Screen out = cli.out();
    out.line(
        Style.BOLD.of(approval.artifact() + " revision " + approval.revision())
            + " of "
            + view.task()
            + " · "
            + Text.line(view.taskTitle()));
    out.line(Style.DIM.of("blob " + approval.blob()));
    list(out, "Assumptions", approval.assumptions());
    list(out, "Open questions", approval.openQuestions());
    list(out, "Warnings", approval.warnings());
    list(out, "Remarks", approval.diagnostics().stream().map(ApprovalText::remark).toList());
    list(out, "May write", approval.touches());
    if (approval.verify() != null) {
      list(out, "Approving lets this run", List.of(approval.verify()));
    }
    out.line("");
    out.line(Style.DIM.of("─── " + approval.artifact() + " ───"));
    out.prose(text.stripTrailing());
    out.line(Style.DIM.of("───"));
    if (approval.previousRevision() != null) {
      out.line(
          "what changed since revision "
              + approval.previousRevision()
              + ": tercet artifact "
              + view.task()
              + " "
              + Text.quoted(approval.artifact())
              + " --diff");
    }
  }

  private static void list(Screen out, String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.line("");
    out.line(Style.BOLD.of(title));
    lines.forEach(line -> out.wrapped("  • ", Text.line(line)));
  }

  static String remark(Diagnostic diagnostic) {
    return (diagnostic.line() > 0 ? "line " + diagnostic.line() + ": " : "") + diagnostic.message();
  }
}
