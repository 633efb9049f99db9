package dev.tercet.server;

import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Refusal;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.app.Identity;
import dev.tercet.server.door.Caller;
import dev.tercet.server.door.Door;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Reads the first line of a connection, answers it, and leads the caller to the door it asked for.
 *
 * @param open goes down once the journal is replayed: who comes before that waits, and sees it all
 */
record Reception(TercetHome home, Map<Speech, Door> doors, CountDownLatch open) {

  /** Serves one connection, from its first byte to its end. */
  void receive(InputStream in, OutputStream out, Closeable end)
      throws IOException, InterruptedException {
    switch (Hello.read(in)) {
      case Greeting hello -> {
        Door door = doors.get(hello.speech());
        if (door == null) {
          refuse(out, "this daemon does not speak " + word(hello.speech()) + ", only " + spoken());
          return;
        }
        String root = home.root().toString();
        write(out, new Greeting(hello.speech(), TercetVersion.CURRENT, root, null));
        open.await();
        door.serve(new Caller(hello, identity(), in, out, end));
      }
      case Refusal _ -> refuse(out, "a refusal opens no connection");
    }
  }

  private static Identity identity() {
    return new Identity(System.getProperty("user.name", "unknown"), "task-protocol");
  }

  private String spoken() {
    return doors.keySet().stream().map(Reception::word).sorted().collect(Collectors.joining(", "));
  }

  private static String word(Speech speech) {
    return speech.name().toLowerCase(Locale.ROOT);
  }

  private static void refuse(OutputStream out, String reason) throws IOException {
    write(out, new Refusal(TercetVersion.CURRENT, reason));
  }

  private static void write(OutputStream out, Hello hello) throws IOException {
    out.write(hello.line().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
