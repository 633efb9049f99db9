package dev.tercet.server.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks programs up the way a shell does, in the {@code PATH} of a given environment. */
public final class Executables {

  private Executables() {}

  /** The file that would run for a bare name; relative entries of the path are passed over. */
  public static Optional<Path> find(String name, Map<String, String> environment) {
    List<String> endings = endings(environment);
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .flatMap(Executables::absolute)
        .flatMap(folder -> endings.stream().map(ending -> folder.resolve(name + ending)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Stream<Path> absolute(String entry) {
    try {
      return Stream.of(Path.of(entry)).filter(Path::isAbsolute);
    } catch (InvalidPathException _) {
      // A shell passes over an entry that cannot be a folder, too.
      return Stream.empty();
    }
  }

  private static List<String> endings(Map<String, String> environment) {
    if (File.separatorChar == '/') {
      return List.of("");
    }
    String known = environment.getOrDefault("PATHEXT", ".COM;.EXE;.BAT;.CMD");
    return Stream.concat(Stream.of(known.toLowerCase(Locale.ROOT).split(";", -1)), Stream.of(""))
        .toList();
  }
}
