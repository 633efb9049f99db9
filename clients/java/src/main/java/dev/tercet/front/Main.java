package dev.tercet.front;

import dev.tercet.protocol.connect.Hello.Speech;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the launcher starts for {@code tercet lsp} and {@code tercet mcp}: the word and nothing else
 * makes a front command, everything else goes to the command line proper.
 */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Optional<Speech> speech =
        arguments.length == 1 ? Front.speechOf(arguments[0]) : Optional.empty();
    if (speech.isEmpty()) {
      dev.tercet.cli.Main.main(arguments);
      return;
    }
    Map<String, String> environment = System.getenv();
    Path cwd = Path.of(System.getProperty("user.dir"));
    Streams streams =
        new Streams(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            System.err,
            true);
    // An open standard input must not keep the program alive, hence the exit.
    System.exit(Front.run(speech.get(), environment, cwd, streams));
  }
}
