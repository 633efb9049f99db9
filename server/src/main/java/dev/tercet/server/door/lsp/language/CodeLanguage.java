package dev.tercet.server.door.lsp.language;

import dev.tercet.server.review.Finding;
import dev.tercet.server.review.Standing;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;

/** Any file of code: what reviewers found in it, and what to say to that. */
final class CodeLanguage implements Language {

  private static final ArtifactName SPEC = new ArtifactName("spec.md");
  private static final int MOST_RELATED = 20;

  private final Sightings sightings;
  private final Documents documents;

  CodeLanguage(Sightings sightings, Documents documents) {
    this.sightings = sightings;
    this.documents = documents;
  }

  @Override
  public List<Diagnostic> diagnostics(Document document) {
    return sightings.in(document).stream().map(one -> diagnostic(document, one)).toList();
  }

  private Diagnostic diagnostic(Document document, Sighting sighting) {
    Finding first = sighting.first();
    String text =
        "%s (%s%s, %s)%s%s"
            .formatted(
                first.claim().text().strip(),
                first.reviewer(),
                sighting.findings().size() > 1
                    ? " and %d more".formatted(sighting.findings().size() - 1)
                    : "",
                sighting.task().id(),
                standing(sighting),
                sighting.survives()
                    ? ""
                    : " [the lines that this was said of are not here; this is the nearest place]");
    Diagnostic diagnostic =
        Marks.diagnostic(
            sighting.range(),
            severity(sighting),
            sighting.survives() ? "finding" : "finding-displaced",
            text);
    diagnostic.setRelatedInformation(related(document, sighting));
    return diagnostic;
  }

  private static String standing(Sighting sighting) {
    return switch (sighting.cluster().standing()) {
      case ACCEPTED -> " — accepted, on its way to the builder";
      case STILL_THERE -> " — still there after it was to be mended";
      case MOVED -> " — was to be mended, and is elsewhere now";
      case OPEN, DISMISSED, FOLDED, FIXED -> "";
    };
  }

  private static DiagnosticSeverity severity(Sighting sighting) {
    if (sighting.cluster().standing() == Standing.ACCEPTED) {
      return DiagnosticSeverity.Information;
    }
    return switch (sighting.first().claim().severity()) {
      case CRITICAL -> DiagnosticSeverity.Error;
      case MAJOR -> DiagnosticSeverity.Warning;
      case MINOR -> DiagnosticSeverity.Information;
      case NIT -> DiagnosticSeverity.Hint;
    };
  }

  /** The clause of the spec that the file is about, and what other reviewers say. */
  private List<DiagnosticRelatedInformation> related(Document document, Sighting sighting) {
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    clause(sighting).ifPresent(related::add);
    sighting.findings().stream()
        .skip(1)
        .limit(MOST_RELATED)
        .map(
            finding ->
                new DiagnosticRelatedInformation(
                    sightings.place(document, sighting, finding),
                    finding.reviewer() + ": " + finding.claim().text().strip()))
        .forEach(related::add);
    return related;
  }

  private Optional<DiagnosticRelatedInformation> clause(Sighting sighting) {
    Task task = sighting.task();
    if (!task.artifacts().containsKey(SPEC)) {
      return Optional.empty();
    }
    Path file = Places.file(task, SPEC);
    return documents
        .find(file)
        .map(
            spec -> {
              int line = clause(spec.text(), sighting.first());
              Range range = spec.text().lineRange(line);
              return new DiagnosticRelatedInformation(
                  new Location(Uris.of(file), range),
                  "the spec: " + Answers.cut(spec.text().line(line)));
            });
  }

  /** The line that names the symbol or the file, else the goal. */
  private static int clause(Text spec, Finding finding) {
    String symbol = finding.claim().symbol();
    String file = String.valueOf(finding.claim().file());
    String name = file.substring(file.lastIndexOf('/') + 1);
    int goal = 0;
    int named = -1;
    for (int line = 0; line < spec.lines(); line++) {
      String text = spec.line(line);
      if (symbol != null && !symbol.isBlank() && text.contains(symbol)) {
        return line;
      }
      if (named < 0 && text.contains(name) && !text.startsWith("touches:")) {
        named = line;
      }
      if (goal == 0 && text.matches("#{1,6}\\s+Goal\\s*")) {
        goal = line;
      }
    }
    return named >= 0 ? named : goal;
  }

  @Override
  public List<CodeLens> lenses(Document document) {
    List<CodeLens> lenses = new ArrayList<>();
    for (Sighting sighting : sightings.in(document)) {
      for (Command command : answers(sighting)) {
        lenses.add(Marks.lens(sighting.range(), command));
      }
    }
    return lenses;
  }

  private static List<Command> answers(Sighting sighting) {
    if (sighting.cluster().standing() != Standing.OPEN) {
      return List.of();
    }
    return sighting
        .task()
        .decisions(Decision.Findings.class)
        .findFirst()
        .map(open -> Answers.to(sighting.task(), open, sighting.cluster()))
        .orElse(List.of());
  }

  @Override
  public List<Action> actions(Document document, int start, int end) {
    List<Action> actions = new ArrayList<>();
    for (Sighting sighting : sightings.in(document)) {
      if (touches(document, sighting.range(), start, end)) {
        Diagnostic diagnostic = diagnostic(document, sighting);
        for (Command command : answers(sighting)) {
          String title = command.getTitle() + ": " + Answers.cut(sighting.first().claim().text());
          actions.add(
              new Action.Give(
                  new Command(title, command.getCommand(), command.getArguments()), diagnostic));
        }
      }
    }
    return actions;
  }

  private static boolean touches(Document document, Range range, int start, int end) {
    Text text = document.text();
    return text.offset(range.getStart()) <= end && text.offset(range.getEnd()) >= start;
  }

  @Override
  public Optional<Hover> hover(Document document, int offset) {
    StringBuilder text = new StringBuilder();
    Range range = null;
    for (Sighting sighting : sightings.in(document)) {
      if (touches(document, sighting.range(), offset, offset)) {
        range = sighting.range();
        sighting.findings().forEach(finding -> words(text, sighting, finding));
      }
    }
    return range == null
        ? Optional.empty()
        : Optional.of(
            new Hover(new MarkupContent(MarkupKind.MARKDOWN, text.toString().strip()), range));
  }

  private static void words(StringBuilder text, Sighting sighting, Finding finding) {
    text.append("**").append(finding.id()).append("** ").append(finding.reviewer());
    text.append(" (").append(finding.family()).append(") on `").append(sighting.task().id());
    text.append("`: ").append(finding.claim().text().strip()).append("\n\n");
    if (finding.claim().evidence() != null) {
      text.append("```\n").append(finding.claim().evidence().strip()).append("\n```\n\n");
    }
    if (finding.claim().suggestion() != null) {
      text.append("*Suggestion:* ").append(finding.claim().suggestion().strip()).append("\n\n");
    }
  }
}
