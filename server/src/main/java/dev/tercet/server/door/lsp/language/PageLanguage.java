package dev.tercet.server.door.lsp.language;

import dev.tercet.server.app.Editing;
import dev.tercet.server.review.Standing;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.Range;

/** Our own pages: the inbox, a task, and notes that wait to be sent. */
final class PageLanguage implements Language {

  /** Ends the heading of what a decision or a cluster is about. */
  private static final Pattern ANCHOR =
      Pattern.compile("\\(`([a-z0-9-]{1,80})`(?: (d[1-9][0-9]{0,5}))?(?: c([1-9][0-9]{0,5}))?\\)$");

  private final Editing editing;

  PageLanguage(Editing editing) {
    this.editing = editing;
  }

  @Override
  public List<CodeLens> lenses(Document document) {
    Text text = document.text();
    Optional<Notes.Note> note = Notes.read(document.value());
    if (note.isPresent()) {
      return note(document);
    }
    List<CodeLens> lenses = new ArrayList<>();
    for (int line = 0; line < text.lines(); line++) {
      String heading = text.line(line);
      Matcher anchor = ANCHOR.matcher(heading);
      if (heading.startsWith("#") && anchor.find()) {
        Range range = text.lineRange(line);
        commands(anchor).forEach(command -> lenses.add(Marks.lens(range, command)));
      }
    }
    return lenses;
  }

  private static List<CodeLens> note(Document document) {
    com.google.gson.JsonObject which = new com.google.gson.JsonObject();
    which.addProperty("note", document.uri());
    Range top = document.text().lineRange(0);
    return List.of(Marks.lens(top, Marks.command("Send", "tercet.send", which)));
  }

  private List<Command> commands(Matcher anchor) {
    Optional<Task> task =
        editing.tasks().filter(one -> one.id().value().equals(anchor.group(1))).findFirst();
    if (task.isEmpty()) {
      return List.of();
    }
    if (anchor.group(3) != null) {
      Optional<Decision.Findings> open = task.get().decisions(Decision.Findings.class).findFirst();
      return open.stream()
          .flatMap(
              findings ->
                  task.get().board().standing(Standing.OPEN).stream()
                      .filter(cluster -> anchor.group(3).equals("" + cluster.number()))
                      .flatMap(cluster -> Answers.to(task.get(), findings, cluster).stream()))
          .toList();
    }
    return task.get().decisions().values().stream()
        .filter(decision -> decision.id().value().equals(anchor.group(2)))
        .flatMap(decision -> Answers.to(task.get(), decision).stream())
        .toList();
  }

  @Override
  public List<Action> actions(Document document, int start, int end) {
    int line = document.text().lineOf(start);
    boolean note = Notes.read(document.value()).isPresent();
    return lenses(document).stream()
        .filter(lens -> note || lens.getRange().getStart().getLine() == line)
        .<Action>map(lens -> new Action.Give(lens.getCommand(), null))
        .toList();
  }

  @Override
  public List<DocumentSymbol> symbols(Document document) {
    return Outline.symbols(document);
  }

  @Override
  public List<FoldingRange> folds(Document document) {
    return Outline.folds(document);
  }
}
