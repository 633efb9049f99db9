package dev.tercet.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code tercet} command as a process of its own, as a person types it. */
final class Terminal {

  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Map<String, String> environment;
  private boolean asks;

  /**
   * @param environment whole, with the home of the daemon
   */
  Terminal(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = new HashMap<>(environment);
  }

  /** From now on there is somebody who can be asked. */
  Terminal withPerson() {
    asks = true;
    return this;
  }

  /** What a command came to. */
  record Said(int exit, String out, String err) {
    String all() {
      return out + err;
    }
  }

  Said type(String... words) {
    return type(List.of(words), "");
  }

  /**
   * @param answers what the person types while it runs
   */
  Said type(List<String> words, String answers) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
    command.add("-Dtercet.terminal=" + asks);
    command.add("-cp");
    command.add(classPath());
    command.add("dev.tercet.cli.Main");
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().write(answers.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      StringBuilder err = new StringBuilder();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      err.append(
                          new String(
                              process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException gone) {
                      throw new UncheckedIOException(gone);
                    }
                  });
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(words + " does not end: " + out);
      }
      reader.join();
      return new Said(process.exitValue(), out, err.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
