package dev.tercet.client;

import dev.tercet.protocol.connect.TercetHome;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The program that is a daemon, as one word per argument.
 *
 * <p>The distribution's launcher says it in the system property {@code tercet.daemon.command} or in
 * {@code TERCET_DAEMON_COMMAND}, one word per line, so that paths may have spaces. Without either
 * it is this very JVM with the jars that lie beside this one.
 */
public record DaemonCommand(List<String> words) {

  private static final String MAIN = "dev.tercet.server.Main";

  public DaemonCommand {
    words = List.copyOf(words);
  }

  public static DaemonCommand of(Map<String, String> environment) {
    String named =
        System.getProperty("tercet.daemon.command", environment.get("TERCET_DAEMON_COMMAND"));
    if (named != null && !named.isBlank()) {
      return new DaemonCommand(named.lines().filter(word -> !word.isEmpty()).toList());
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new DaemonCommand(
        List.of(java, "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), MAIN, "daemon"));
  }

  private static String classPath() {
    String own = System.getProperty("java.class.path");
    try {
      Path here =
          Path.of(DaemonCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = here.getParent();
      return Files.isRegularFile(here) && folder != null
          ? own + System.getProperty("path.separator") + folder.resolve("*")
          : own;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a code source is a valid URI", e);
    }
  }

  /** The same in a session of its own where the system has a program for that. */
  List<String> detached(Map<String, String> environment) {
    Stream<Path> folders =
        Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
            .filter(folder -> folder.startsWith("/"))
            .map(Path::of);
    List<String> all = new ArrayList<>();
    folders
        .map(folder -> folder.resolve("setsid"))
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(setsid -> all.add(setsid.toString()));
    all.addAll(words);
    return all;
  }

  /** Runs it in the foreground, on this program's own streams, and says how it ended. */
  public int runHere(TercetHome home, Map<String, String> environment)
      throws IOException, InterruptedException {
    home.prepare();
    ProcessBuilder builder = new ProcessBuilder(words).directory(home.root().toFile()).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("TERCET_HOME", home.root().toString());
    return builder.start().waitFor();
  }
}
