package dev.tercet.cli;

import dev.tercet.cli.Tickets.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's stage in a temporary folder: a small service with real tests in a repository of its
 * own, and a home for a daemon of its own.
 *
 * @param root of everything; what is in it is nobody's but the demo's
 */
record DemoSample(Path root) {

  private static final String RESOURCES = "demo/";

  static DemoSample create() {
    try {
      DemoSample sample = new DemoSample(Files.createTempDirectory("tercet-demo-").toRealPath());
      sample.write();
      return sample;
    } catch (IOException e) {
      throw Failed.because(
          "the demo's folder cannot be made: " + e.getMessage(), "free some disk, then try again");
    }
  }

  Path repository() {
    return root.resolve("billing");
  }

  Path home() {
    return root.resolve("home");
  }

  static List<Ticket> tickets() {
    return Tickets.parse(text("tickets.md"));
  }

  /** A text that the demo brings along. */
  static String text(String name) {
    try (InputStream in = DemoSample.class.getResourceAsStream(RESOURCES + name)) {
      if (in == null) {
        throw new IllegalStateException("the demo's " + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failed.because("the demo's " + name + " cannot be read: " + e.getMessage(), "");
    }
  }

  private void write() throws IOException {
    for (String file : text("sample.txt").lines().filter(line -> !line.isBlank()).toList()) {
      put(repository().resolve(file), text("sample/" + file));
    }
    Path script = root.resolve("demo.script");
    put(script, text("demo.script"));
    put(
        home().resolve("settings.json"),
        text("settings.json")
            .replace("{java_home}", javaHome())
            .replace("{script}", script.toString()));
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "Demo");
    git("config", "user.email", "demo@tercet.invalid");
    git("add", "--all");
    git("commit", "--quiet", "--message=Begin with tokens, invoices and search");
  }

  private static String javaHome() {
    Path home = Path.of(System.getProperty("java.home"));
    if (!Files.isExecutable(home.resolve("bin/javac"))) {
      throw Failed.because(
          "the sample's tests need a JDK, and " + home + " has no javac",
          "set JAVA_HOME to a JDK 25 and try again");
    }
    return home.toString();
  }

  private static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void git(String... arguments) throws IOException {
    List<String> command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(repository().toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git ran", e);
    }
  }

  /** Removes the stage. */
  void delete() {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw Failed.because("cannot delete " + root + ": " + e.getMessage(), "delete it by hand");
    }
  }
}
