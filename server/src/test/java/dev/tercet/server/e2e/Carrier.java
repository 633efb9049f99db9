package dev.tercet.server.e2e;

import com.google.gson.JsonObject;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.server.MemoryServer;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What may carry frames between an editor and the server. */
enum Carrier {
  /** Two pipes in one process. */
  MEMORY {
    @Override
    void carry(Playground play, Scenario scenario) throws IOException {
      try (MemoryServer server = MemoryServer.open(play.home(), play.environment())) {
        PipedOutputStream toServer = new PipedOutputStream();
        PipedInputStream fromServer = new PipedInputStream(1 << 16);
        server.serve(
            Speech.LSP,
            play.repository(),
            new PipedInputStream(toServer, 1 << 16),
            new PipedOutputStream(fromServer));
        try (Editor editor = new Editor(fromServer, toServer, toServer)) {
          playToTheEnd(play, editor, scenario);
        }
      }
    }
  },

  /** The daemon's socket. */
  SOCKET {
    @Override
    void carry(Playground play, Scenario scenario) {
      play.startDaemon();
      try (play;
          Editor editor = play.newEditor()) {
        playToTheEnd(play, editor, scenario);
      }
    }
  },

  /** The streams of the front command as an editor starts it: a process that only moves bytes. */
  STDIO {
    @Override
    void carry(Playground play, Scenario scenario) throws IOException, InterruptedException {
      play.startDaemon();
      Process front = front(play, "lsp");
      try (play;
          Editor editor =
              new Editor(front.getInputStream(), front.getOutputStream(), front::destroyForcibly)) {
        playToTheEnd(play, editor, scenario);
        if (!front.waitFor(20, TimeUnit.SECONDS)) {
          throw new AssertionError("the front command outlives its connection");
        }
      }
    }
  };

  /** What an editor does and sees. */
  interface Scenario {
    void play(Playground play, Editor editor);
  }

  /** Plays a scenario in a fresh world below a folder. */
  final void carry(Path temp, Scenario scenario) {
    try {
      carry(Playground.prepare(temp), scenario);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  abstract void carry(Playground play, Scenario scenario) throws IOException, InterruptedException;

  private static void playToTheEnd(Playground play, Editor editor, Scenario scenario) {
    scenario.play(play, editor);
    editor.tell("exit", new JsonObject());
    editor.awaitEnd();
  }

  /** A front command as a host starts it. */
  static Process front(Playground play, String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tercet.front.Main",
                command)
            .directory(play.repository().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(play.environment());
    return builder.start();
  }
}
