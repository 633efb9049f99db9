package dev.tercet.server.settings;

/**
 * Something in a settings file that was not taken as it stands.
 *
 * @param isError the value is not used; otherwise it is worth knowing only
 * @param line from 1
 * @param column from 1
 * @param message says what stands there and what to write instead
 */
public record SettingsProblem(boolean isError, String file, int line, int column, String message) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + (isError ? "error: " : "warning: ") + message;
  }
}
