package dev.tercet.server.settings;

/**
 * The text of one settings file.
 *
 * @param name as messages show it: {@code .tercet/settings.json}
 * @param isForeign written for another program: what is not understood is never an error
 */
public record SettingsFile(Origin origin, String name, String text, boolean isForeign) {

  public static SettingsFile user(String name, String text) {
    return new SettingsFile(Origin.USER, name, text, false);
  }

  /** A repository's own file, as its base commit has it. */
  public static SettingsFile repository(String text) {
    return new SettingsFile(Origin.REPOSITORY, ".tercet/settings.json", text, false);
  }

  /** The file that Zenflow reads; {@code .tercet/settings.json} wins over it. */
  public static SettingsFile zenflow(String text) {
    return new SettingsFile(Origin.REPOSITORY, ".zenflow/settings.json", text, true);
  }

  public static SettingsFile task(String name, String text) {
    return new SettingsFile(Origin.TASK, name, text, false);
  }
}
