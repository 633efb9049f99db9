package dev.tercet.server.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes that runs and commands of a task have left behind; where {@code /proc} tells. */
final class LeftBehind {

  private LeftBehind() {}

  static List<Path> by(String task) {
    Path proc = Path.of("/proc");
    if (!Files.isDirectory(proc)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(proc)) {
      return all.filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
          .filter(folder -> environment(folder).contains("TERCET_RUN=" + task))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String environment(Path process) {
    try {
      return new String(Files.readAllBytes(process.resolve("environ")));
    } catch (IOException goneOrForeign) {
      return "";
    }
  }
}
