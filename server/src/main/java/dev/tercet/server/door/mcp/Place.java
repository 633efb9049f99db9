package dev.tercet.server.door.mcp;

import dev.tercet.server.app.App;
import dev.tercet.server.app.Denied;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.ToolFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Which repository a call means. */
final class Place {

  private Place() {}

  /** The argument, else the folder of the host, else the only one known. */
  static String of(App app, String argument, Context context) throws ToolFailure {
    if (!argument.isEmpty()) {
      return absolute(argument);
    }
    String folder = context.caller().folder();
    if (folder != null && isInRepository(app, folder)) {
      return folder;
    }
    List<String> known =
        app.views().list(null, true).tasks().stream()
            .map(task -> task.repository())
            .distinct()
            .sorted()
            .toList();
    if (known.size() == 1) {
      return known.getFirst();
    }
    throw new ToolFailure(
        known.isEmpty()
            ? "Which repository is meant? Give \"repository\", the absolute path of a git checkout."
            : "Which repository is meant? Give \"repository\", one of:\n- "
                + String.join("\n- ", known));
  }

  /** A path as it was given, if it is one that starts at the root. */
  static String absolute(String given) throws ToolFailure {
    try {
      if (Path.of(given).isAbsolute()) {
        return given;
      }
    } catch (InvalidPathException noPath) {
      // Falls through: what is no path is as wrong as one that starts somewhere.
    }
    throw new ToolFailure("\"repository\" is the absolute path of a git checkout.");
  }

  private static boolean isInRepository(App app, String folder) {
    try {
      app.workflows().list(folder);
      return true;
    } catch (Denied noRepository) {
      return false;
    }
  }
}
