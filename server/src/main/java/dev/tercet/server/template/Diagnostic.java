package dev.tercet.server.template;

import java.util.List;

/**
 * Something that a reader of the file should know: what, where, and where possible the mend.
 *
 * @param message says what stands there, why it matters and what to do
 */
public record Diagnostic(
    Severity severity, DiagnosticCode code, Range range, String message, List<Fix> fixes) {

  public Diagnostic {
    fixes = List.copyOf(fixes);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
