package dev.tercet.server.door.lsp.language;

import dev.tercet.server.app.Editing;
import dev.tercet.server.review.Standing;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentLink;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.Range;

/** A task's artifacts: whether they are approved, what waits for a decision, and how to make it. */
final class TaskFileLanguage implements Language {

  private static final ArtifactName SPEC = new ArtifactName("spec.md");
  private static final Pattern CLUSTER = Pattern.compile("^## ([0-9]{1,6})\\. ");
  private static final Pattern ITEM = Pattern.compile("^[-*+] \\[[ xX]\\] (.*)$");
  private static final int MOST_FRONT_MATTER = 50;

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
    clusters(sheet, lenses);
    return lenses;
  }

  /** As the lenses, for editors that show none: what stands at the top holds everywhere. */
  @Override
  public List<Action> actions(Document document, int start, int end) {
    int first = document.text().lineOf(start);
    int last = document.text().lineOf(end);
    return lenses(document).stream()
        .filter(
            lens -> {
              int line = lens.getRange().getStart().getLine();
              return line == 0 || (line >= first && line <= last);
            })
        .<Action>map(lens -> new Action.Give(lens.getCommand(), null))
        .toList();
  }

  /** What to say of each cluster, at its heading in a review. */
  private static void clusters(Sheet sheet, List<CodeLens> lenses) {
    Optional<Decision.Findings> open = sheet.task.decisions(Decision.Findings.class).findFirst();
    if (open.isEmpty()) {
      return;
    }
    Text text = sheet.document.text();
    for (int line = 0; line < text.lines(); line++) {
      Matcher heading = CLUSTER.matcher(text.line(line));
      if (heading.find()) {
        Range range = text.lineRange(line);
        sheet.task.board().standing(Standing.OPEN).stream()
            .filter(cluster -> heading.group(1).equals(String.valueOf(cluster.number())))
            .flatMap(cluster -> Answers.to(sheet.task, open.get(), cluster).stream())
            .map(command -> Marks.lens(range, command))
            .forEach(lenses::add);
      }
    }
  }

  @Override
  public List<DocumentSymbol> symbols(Document document) {
    return Outline.symbols(document);
  }

  @Override
  public List<FoldingRange> folds(Document document) {
    return Outline.folds(document);
  }

  /** Files of the worktree that the text names in backquotes, with or without a line. */
  @Override
  public List<DocumentLink> links(Document document) {
    return sheet(document)
        .map(sheet -> Links.toFiles(document, Places.root(sheet.task)))
        .orElse(List.of());
  }

  @Override
  public Optional<Hover> hover(Document document, int offset) {
    return sheet(document).flatMap(sheet -> hover(sheet, offset));
  }

  /** How far an item of the plan is. */
  private static Optional<Hover> hover(Sheet sheet, int offset) {
    Text text = sheet.document.text();
    int line = text.lineOf(offset);
    Matcher item = ITEM.matcher(text.line(line));
    if (!item.find()) {
      return Optional.empty();
    }
    String title = item.group(1).strip();
    return sheet.task.steps().values().stream()
        .flatMap(step -> step.items().stream())
        .filter(one -> one.text().lines().findFirst().orElse("").strip().equals(title))
        .findFirst()
        .map(
            one ->
                Marks.hover(
                    one.commit() != null
                        ? "done, in commit `%s`".formatted(one.commit().value().substring(0, 10))
                        : one.done() ? "done; it changed nothing" : "not done yet",
                    text.lineRange(line)));
  }

  @Override
  public List<CompletionItem> complete(Document document, int offset) {
    Text text = document.text();
    int line = text.lineOf(offset);
    String before = text.value().substring(text.start(line), offset);
    List<CompletionItem> items = new ArrayList<>();
    if (line > 0 && line < MOST_FRONT_MATTER && before.matches("[a-z]*") && inFront(text, line)) {
      for (String key : List.of("touches", "verify", "risk")) {
        items.add(Marks.item(key + ": ", key, text.range(text.start(line), offset)));
      }
    }
    if (before.matches("#{1,6} ?[A-Za-z ]*")) {
      for (Spec.Part part : Spec.Part.values()) {
        items.add(
            Marks.item("## " + part.title(), part.title(), text.range(text.start(line), offset)));
      }
    }
    return items;
  }

  private static boolean inFront(Text text, int line) {
    if (!text.line(0).strip().equals("---")) {
      return false;
    }
    for (int above = 1; above < line; above++) {
      if (text.line(above).strip().equals("---")) {
        return false;
      }
    }
    return true;
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
