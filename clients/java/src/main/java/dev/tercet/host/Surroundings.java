package dev.tercet.host;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where hosts look for their settings.
 *
 * @param environment of the user
 * @param project folder that settings of a project belong to
 * @param system as Java names it
 */
public record Surroundings(Map<String, String> environment, Path project, String system) {

  Path home() {
    String home = environment.get(isWindows() ? "USERPROFILE" : "HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
  }

  boolean isWindows() {
    return system.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  boolean isMac() {
    return system.toLowerCase(Locale.ROOT).startsWith("mac");
  }

  /** A folder that a variable names absolutely, else this one. */
  Path folder(String variable, Path otherwise) {
    String named = environment.get(variable);
    return named == null || !Path.of(named).isAbsolute() ? otherwise : Path.of(named);
  }

  /** Where programs that follow the XDG rules keep settings, on every system. */
  Path config() {
    return folder("XDG_CONFIG_HOME", home().resolve(".config"));
  }

  /** Where an application with a window keeps settings on this system. */
  Path applications() {
    if (isWindows()) {
      return folder("APPDATA", home().resolve("AppData").resolve("Roaming"));
    }
    return isMac() ? home().resolve("Library/Application Support") : config();
  }
}
