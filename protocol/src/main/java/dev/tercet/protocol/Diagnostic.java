package dev.tercet.protocol;

/**
 * Something that is wrong in a text file.
 *
 * @param line from 1; 0 when it concerns the whole file
 * @param code a stable word for programs, such as {@code missing-section}
 * @param message what is wrong and how to mend it
 */
public record Diagnostic(Severity severity, int line, String code, String message) {

  /** An error stops a template from starting a task; nothing else stops anything. */
  public enum Severity {
    ERROR,
    WARNING,
    INFORMATION,
    HINT
  }
}
