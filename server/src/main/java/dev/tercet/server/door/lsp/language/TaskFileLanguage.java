package dev.tercet.server.door.lsp.language;

import dev.tercet.server.app.Editing;
import dev.tercet.server.template.Spec;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Headline;
import dev.tercet.server.workflow.Receipt;
import dev.tercet.server.workflow.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Range;

/** A task's artifacts: whether they are approved, what waits for a decision, and how to make it. */
final class TaskFileLanguage implements Language {

  private static final ArtifactName SPEC = new ArtifactName("spec.md");

  private final Places places;
  private final Editing editing;

  TaskFileLanguage(Places places, Editing editing) {
    this.places = places;
    this.editing = editing;
  }

  /** A document as what it is of its task. */
  private record Sheet(Document document, Task task, ArtifactName name) {

    Optional<Artifact> artifact() {
      return Optional.ofNullable(task.artifacts().get(name));
    }

    Range top() {
      return document.text().lineRange(0);
    }
  }

  private Optional<Sheet> sheet(Document document) {
    return places.of(document) instanceof Place.TaskFile(var id, var name)
        ? editing.task(id).map(task -> new Sheet(document, task, name))
        : Optional.empty();
  }

  @Override
  public List<Diagnostic> diagnostics(Document document) {
    return sheet(document).map(this::diagnostics).orElse(List.of());
  }

  private List<Diagnostic> diagnostics(Sheet sheet) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    if (sheet.name.equals(SPEC)) {
      Spec.parse(sheet.document.value()).diagnostics().stream()
          .map(
              found ->
                  Marks.diagnostic(
                      sheet.document.range(found.range()),
                      Marks.severity(found.severity()),
                      found.code().toString(),
                      found.message()))
          .forEach(diagnostics::add);
    }
    sheet.artifact().ifPresent(artifact -> standing(sheet, artifact, diagnostics));
    return diagnostics;
  }

  private void standing(Sheet sheet, Artifact artifact, List<Diagnostic> diagnostics) {
    boolean edited = isEdited(sheet, artifact);
    Optional<Receipt> receipt = receipt(sheet.task, artifact.name());
    boolean waits = approval(sheet.task, artifact.name()).isPresent();
    if (receipt.isPresent() && edited) {
      diagnostics.add(
          Marks.diagnostic(
              firstEdit(sheet, artifact),
              DiagnosticSeverity.Warning,
              "receipt-void",
              "this is not revision %d that %s approved: the approval is void, and you will be asked again"
                  .formatted(receipt.get().shown().revision(), receipt.get().by().actor().user())));
    } else if (receipt.isPresent() && !sheet.task.holds(artifact.step())) {
      diagnostics.add(
          Marks.diagnostic(
              sheet.top(),
              DiagnosticSeverity.Warning,
              "receipt-stale",
              "the approval of revision %d does not hold any more: base, workflow or text changed since"
                  .formatted(receipt.get().shown().revision())));
    }
    if (waits) {
      diagnostics.add(
          Marks.diagnostic(
              sheet.top(),
              DiagnosticSeverity.Information,
              "unapproved",
              edited
                  ? "revision %d waits for your approval; what you have edited since is noticed and asked about after it"
                      .formatted(artifact.revision())
                  : "revision %d waits for your approval".formatted(artifact.revision())));
    }
    overlaps(sheet, diagnostics);
  }

  private void overlaps(Sheet sheet, List<Diagnostic> diagnostics) {
    if (!sheet.name.equals(SPEC)) {
      return;
    }
    Range place = touches(sheet.document.text());
    editing
        .overlaps(sheet.task)
        .forEach(
            overlap ->
                diagnostics.add(
                    Marks.diagnostic(
                        place,
                        DiagnosticSeverity.Warning,
                        "overlap",
                        "%s is about to change %s too"
                            .formatted(overlap.task(), String.join(", ", overlap.paths())))));
  }

  private static Range touches(Text text) {
    for (int line = 0; line < Math.min(text.lines(), 50); line++) {
      if (text.line(line).startsWith("touches:")) {
        return text.lineRange(line);
      }
    }
    return text.lineRange(0);
  }

  private boolean isEdited(Sheet sheet, Artifact artifact) {
    return editing
        .text(sheet.task, artifact)
        .filter(shown -> !sameLines(shown, sheet.document.value()))
        .isPresent();
  }

  private static boolean sameLines(String left, String right) {
    return left.equals(right) || left.replace("\r\n", "\n").equals(right.replace("\r\n", "\n"));
  }

  /** The first line that is not as it was shown. */
  private Range firstEdit(Sheet sheet, Artifact artifact) {
    List<String> shown = editing.text(sheet.task, artifact).orElse("").lines().toList();
    Text text = sheet.document.text();
    int line = 0;
    while (line < Math.min(shown.size(), text.lines() - 1)
        && shown.get(line).equals(text.line(line))) {
      line++;
    }
    return text.lineRange(line);
  }

  private static Optional<Receipt> receipt(Task task, ArtifactName name) {
    return task.receipts().values().stream()
        .filter(receipt -> receipt.shown().artifact().equals(name))
        .findFirst();
  }

  private static Optional<Decision.Approval> approval(Task task, ArtifactName name) {
    return task.decisions(Decision.Approval.class)
        .filter(open -> open.shown().artifact().equals(name))
        .findFirst();
  }

  @Override
  public List<CodeLens> lenses(Document document) {
    return sheet(document).map(this::lenses).orElse(List.of());
  }

  private List<CodeLens> lenses(Sheet sheet) {
    List<CodeLens> lenses = new ArrayList<>();
    for (Command command : commands(sheet)) {
      lenses.add(Marks.lens(sheet.top(), command));
    }
    return lenses;
  }

  /** What can be decided at the top of the file, then how the task stands. */
  private List<Command> commands(Sheet sheet) {
    List<Command> commands = new ArrayList<>();
    Task task = sheet.task;
    for (Decision decision : task.decisions().values()) {
      boolean elsewhere =
          decision instanceof Decision.Approval approval
              && !approval.shown().artifact().equals(sheet.name);
      if (!elsewhere) {
        heading(task, decision).ifPresent(commands::add);
        commands.addAll(Answers.to(task, decision));
      }
    }
    sheet
        .artifact()
        .filter(artifact -> isEdited(sheet, artifact))
        .ifPresent(
            artifact -> {
              if (receipt(task, artifact.name()).isPresent()) {
                commands.addFirst(
                    Marks.command(
                        "Approval of revision %d is void".formatted(artifact.revision()),
                        "tercet.show",
                        Answers.task(task)));
              }
              commands.add(Answers.showEdits(task, artifact));
            });
    commands.add(
        Marks.command(
            task.id() + ": " + Headline.of(task).text(), "tercet.show", Answers.task(task)));
    return commands;
  }

  /** What is asked, where the answers alone do not say it. */
  private static Optional<Command> heading(Task task, Decision decision) {
    return switch (decision) {
      case Decision.Question question ->
          Optional.of(
              Marks.command(Answers.cut(question.text()), "tercet.show", Answers.task(task)));
      case Decision.Problem problem ->
          Optional.of(
              Marks.command(Answers.cut(problem.reason()), "tercet.show", Answers.task(task)));
      case Decision.Approval _, Decision.Findings _, Decision.Merge _ -> Optional.empty();
    };
  }
}
