package dev.tercet.server.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects diagnostics of one text and bounds them, so that a hostile file cannot flood a client.
 * Errors and the rest have a bound each: an error is never crowded out by warnings.
 */
final class Problems {

  private static final int MOST = 200;

  private final SourceText source;
  private final List<Diagnostic> all = new ArrayList<>();
  private int errors;
  private int others;

  Problems(SourceText source) {
    this.source = source;
  }

  void report(DiagnosticCode code, int start, int end, String message, Fix... fixes) {
    boolean error = code.severity() == Severity.ERROR;
    int seen = error ? ++errors : ++others;
    if (seen <= MOST) {
      all.add(
          new Diagnostic(code.severity(), code, source.range(start, end), message, List.of(fixes)));
    }
  }

  boolean hasErrors() {
    return errors > 0;
  }

  Fix replace(String title, int start, int end, String newText) {
    return new Fix(title, source.range(start, end), newText);
  }

  /** In the order of the text; what the bound kept back is counted at the end. */
  List<Diagnostic> list() {
    List<Diagnostic> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingInt(diagnostic -> diagnostic.range().start().offset()));
    int hidden = Math.max(0, errors - MOST) + Math.max(0, others - MOST);
    if (hidden > 0) {
      int end = source.text().length();
      sorted.add(
          new Diagnostic(
              DiagnosticCode.TOO_MANY_PROBLEMS.severity(),
              DiagnosticCode.TOO_MANY_PROBLEMS,
              source.range(end, end),
              hidden + " more problems are not listed; mend the first ones and look again",
              List.of()));
    }
    return List.copyOf(sorted);
  }
}
