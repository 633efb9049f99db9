package dev.tercet.server.app;

import dev.tercet.server.perform.Environment;
import dev.tercet.server.process.Executables;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds agents' programs: on the PATH, else where npm and its like put programs that are installed
 * for all projects. Starts nothing to find out.
 */
final class AgentFinder {

  private static final long LONGEST_NPMRC = 64 * 1024;
  private static final List<String> USUAL =
      List.of(".npm-global/bin", ".local/bin", ".bun/bin", ".volta/bin", "Library/pnpm");

  private final Environment environment;

  AgentFinder(Environment environment) {
    this.environment = environment;
  }

  /**
   * A program that was found.
   *
   * @param file absolute
   * @param onPath whether its name alone starts it
   */
  record Program(Path file, boolean onPath) {}

  Optional<Program> find(String name) {
    Map<String, String> variables = environment.named(List.of("NPM_CONFIG_PREFIX", "PREFIX"));
    Optional<Path> onPath = Executables.find(name, variables);
    return onPath.isPresent()
        ? onPath.map(file -> new Program(file, true))
        : Executables.find(name, Map.of("PATH", elsewhere(variables)))
            .map(file -> new Program(file, false));
  }

  private static String elsewhere(Map<String, String> variables) {
    List<Path> folders = new ArrayList<>();
    path(variables.get("NPM_CONFIG_PREFIX"))
        .map(prefix -> prefix.resolve("bin"))
        .ifPresent(folders::add);
    Optional<Path> home = path(variables.get("HOME"));
    home.flatMap(AgentFinder::npmrcPrefix)
        .map(prefix -> prefix.resolve("bin"))
        .ifPresent(folders::add);
    // npm's own file is PREFIX/lib/node_modules/npm/bin/npm-cli.js.
    Executables.find("npm", variables).flatMap(AgentFinder::prefixOf).ifPresent(folders::add);
    home.ifPresent(folder -> USUAL.forEach(place -> folders.add(folder.resolve(place))));
    folders.addAll(List.of(Path.of("/usr/local/bin"), Path.of("/opt/homebrew/bin")));
    return String.join(File.pathSeparator, folders.stream().map(Path::toString).toList());
  }

  private static Optional<Path> prefixOf(Path npm) {
    try {
      Path real = npm.toRealPath();
      for (Path at = real; at != null; at = at.getParent()) {
        Path parent = at.getParent();
        if (at.endsWith("node_modules") && parent != null && parent.getParent() != null) {
          return Optional.of(parent.getParent().resolve("bin"));
        }
      }
    } catch (IOException gone) {
      // A link that leads nowhere is no npm.
    }
    return Optional.empty();
  }

  private static Optional<Path> npmrcPrefix(Path home) {
    Path file = home.resolve(".npmrc");
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_NPMRC) {
        return Optional.empty();
      }
      return Files.readString(file, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("=", 2))
          .filter(line -> line.length == 2 && line[0].strip().equals("prefix"))
          .map(line -> line[1].strip().replace("${HOME}", home.toString()))
          .map(value -> value.startsWith("~/") ? home + value.substring(1) : value)
          .flatMap(value -> path(value).stream())
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(@Nullable String text) {
    try {
      return text == null || text.isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }
}
