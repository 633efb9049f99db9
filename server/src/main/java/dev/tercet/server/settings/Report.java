package dev.tercet.server.settings;

import dev.tercet.server.workflow.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects the problems of one file, each at its place. */
final class Report {

  private static final int MOST = 100;

  private final SettingsFile file;
  private final List<SettingsProblem> problems = new ArrayList<>();

  Report(SettingsFile file) {
    this.file = file;
  }

  /** In a file that was written for another program nothing is an error. */
  void error(Json.Place place, String message) {
    add(!file.isForeign(), place, message);
  }

  void warning(Json.Place place, String message) {
    add(false, place, message);
  }

  void unknown(Json.Place place, String name, Collection<String> known) {
    warning(
        place,
        "\""
            + (name.length() > 80 ? name.substring(0, 80) + "…" : name)
            + "\" is no setting and is without effect"
            + Nearest.to(name, known).map(near -> "; did you mean \"" + near + "\"?").orElse(""));
  }

  private void add(boolean isError, Json.Place place, String message) {
    if (problems.size() < MOST) {
      problems.add(
          new SettingsProblem(isError, file.name(), place.line(), place.column(), message));
    }
  }

  List<SettingsProblem> problems() {
    return problems;
  }
}
