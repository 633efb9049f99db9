package dev.tercet.server.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Guesses from the build files of a repository what checks a change in it. */
final class VerifyGuess {

  private static final Map<String, String> BY_FILE = new LinkedHashMap<>();

  static {
    BY_FILE.put("mvnw", "./mvnw -q verify");
    BY_FILE.put("pom.xml", "mvn -q verify");
    BY_FILE.put("gradlew", "./gradlew check");
    BY_FILE.put("package.json", "npm test");
    BY_FILE.put("Cargo.toml", "cargo test");
    BY_FILE.put("go.mod", "go test ./...");
    BY_FILE.put("pyproject.toml", "python -m pytest");
    BY_FILE.put("Makefile", "make test");
  }

  private VerifyGuess() {}

  static @Nullable String of(Path root) {
    return BY_FILE.entrySet().stream()
        .filter(entry -> Files.exists(root.resolve(entry.getKey())))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
