package dev.tercet.server;

import dev.tercet.protocol.connect.DaemonAddress;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Refusal;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.app.Handover;
import dev.tercet.server.app.Identity;
import dev.tercet.server.app.Identity.Origin;
import dev.tercet.server.door.Caller;
import dev.tercet.server.door.Door;
import dev.tercet.server.process.Descent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Reads the first line of a connection, answers it, and leads the caller to the door it asked for.
 *
 * @param open goes down once the journal is replayed: who comes before that waits, and sees it all
 */
record Reception(
    TercetHome home,
    DaemonAddress address,
    Map<Speech, Door> doors,
    Handover handover,
    Fronts fronts,
    CountDownLatch open) {

  /** Serves one connection, from its first byte to its end. */
  void receive(SocketChannel channel) throws IOException, InterruptedException {
    InputStream in = Channels.newInputStream(channel);
    OutputStream out = Channels.newOutputStream(channel);
    switch (Hello.read(in)) {
      case Greeting hello when !address.admits(hello.token()) ->
          refuse(out, "the token of this home's daemon is missing");
      case Greeting hello when hello.speech() == Speech.DIRECT -> takeStreams(channel, out);
      case Greeting hello when !doors.containsKey(hello.speech()) ->
          refuse(out, "this daemon does not speak " + word(hello.speech()) + ", only " + spoken());
      case Greeting hello when isTakenOverBy(hello) ->
          refuse(out, Refusal.HANDS_OVER + " to version " + hello.version());
      case Greeting hello -> {
        String root = home.root().toString();
        write(out, new Greeting(hello.speech(), TercetVersion.CURRENT, root, address.proof()));
        Identity who = identity(hello, channel);
        open.await();
        serve(Objects.requireNonNull(doors.get(hello.speech())), hello, who, channel);
      }
      case Refusal _ -> refuse(out, "a refusal opens no connection");
    }
  }

  private void serve(Door door, Greeting hello, Identity who, SocketChannel channel)
      throws IOException, InterruptedException {
    CallerStreams streams = new CallerStreams(channel);
    try (var _ = fronts.enter(hello.speech(), channel, streams)) {
      door.serve(new Caller(hello, who, streams.in(), streams.out(), streams));
    } finally {
      streams.release();
    }
  }

  /** Who has no connection here has nothing to hand over. */
  private void takeStreams(SocketChannel line, OutputStream out)
      throws IOException, InterruptedException {
    Optional<CallerStreams> front = fronts.of(line);
    if (front.isEmpty()) {
      refuse(out, "the process that calls is no front command that is connected");
      return;
    }
    write(out, new Greeting(Speech.DIRECT, TercetVersion.CURRENT, "", null));
    Fronts.take(line, front.get());
  }

  /** A newer program finds its own daemon as soon as nothing is under way; until then this one. */
  private boolean isTakenOverBy(Greeting hello) {
    return TercetVersion.isNewer(hello.version(), TercetVersion.CURRENT)
        && handover.beginFor(hello.version());
  }

  private Identity identity(Greeting hello, SocketChannel channel) {
    String program = hello.program() == null ? word(hello.speech()) + "-client" : hello.program();
    Origin origin =
        address.address() instanceof UnixDomainSocketAddress
            ? switch (Descent.of(channel)) {
              case OF_NO_RUN -> Origin.PROVEN;
              case OF_A_RUN -> Origin.RUN;
              case UNKNOWN -> Origin.UNPROVEN;
            }
            : Origin.UNPROVEN;
    return new Identity(
        System.getProperty("user.name", "unknown"), program + " " + hello.version(), origin);
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
