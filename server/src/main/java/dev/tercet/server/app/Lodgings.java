package dev.tercet.server.app;

import dev.tercet.server.agent.catalogue.InCage;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.Lodging;
import dev.tercet.server.settings.AgentEntry;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which of the user's files an agent's cage shows, from what is known or written of the agent. */
final class Lodgings {

  private static final Pattern BELOW =
      Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)\\}(/.*)?", Pattern.DOTALL);

  private static final Pattern HOMES = Pattern.compile("HOME|[A-Z_]+_(HOME|CONFIG_DIR)");

  private final Environment environment;

  Lodgings(Environment environment) {
    this.environment = environment;
  }

  Lodging of(InCage needs) {
    return new Lodging(paths(needs.logins()), paths(needs.reads()), true);
  }

  /**
   * A configured agent's programs and scripts may lie anywhere; it names them by their paths. A
   * home that it is given by name is its own, to be written too; one that has none finds what a
   * known agent like it finds.
   */
  Lodging of(AgentEntry entry, InCage like) {
    Stream<String> words = Stream.concat(Stream.ofNullable(entry.command()), entry.args().stream());
    List<Path> named = new ArrayList<>(words.flatMap(word -> file(word).stream()).toList());
    List<Path> own = new ArrayList<>(paths(entry.logins()));
    if (entry.env().keySet().stream().noneMatch(name -> HOMES.matcher(name).matches())) {
      own.addAll(paths(like.logins()));
      named.addAll(paths(like.reads()));
    }
    entry
        .env()
        .forEach(
            (name, value) -> {
              if (HOMES.matcher(name).matches() && value.startsWith("/")) {
                own.add(Path.of(value));
              }
            });
    return new Lodging(own, named, true);
  }

  private static Optional<Path> file(String word) {
    try {
      return Optional.of(word)
          .filter(text -> text.startsWith("/"))
          .map(Path::of)
          .filter(Files::isRegularFile);
    } catch (InvalidPathException _) {
      // An argument that looks like a path and is none.
      return Optional.empty();
    }
  }

  private List<Path> paths(List<String> written) {
    return written.stream().flatMap(path -> path(path).stream()).toList();
  }

  private Optional<Path> path(String written) {
    Map<String, String> variables = environment.plain();
    String home = variables.getOrDefault("HOME", "");
    Matcher below = BELOW.matcher(written);
    String place = written;
    if (below.matches()) {
      String set = environment.named(List.of(below.group(1))).getOrDefault(below.group(1), "");
      String rest = below.group(3) == null ? "" : below.group(3);
      place = (set.isEmpty() ? below.group(2) : set) + rest;
    }
    Path path = Path.of(home.isEmpty() ? "/" : home).resolve(place).normalize();
    return path.isAbsolute() && !home.isEmpty() ? Optional.of(path) : Optional.empty();
  }
}
