package dev.tercet.server.agent;

import dev.tercet.server.workflow.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes that carry a run's mark, as Linux has them; elsewhere none are found. */
final class Survivors {

  private Survivors() {}

  static List<String> of(RunId run) {
    Path proc = Path.of("/proc");
    if (!Files.isDirectory(proc)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(proc)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
          .filter(entry -> read(entry.resolve("environ")).contains("TERCET_RUN=" + run + "\0"))
          .map(entry -> read(entry.resolve("cmdline")).replace('\0', ' '))
          .filter(command -> !command.isBlank())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
