package dev.tercet.client;

import dev.tercet.protocol.connect.DaemonAddress;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Refusal;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An open line to the daemon after both sides have greeted, with nothing said on it yet. Plain JDK,
 * so that a program that merely moves bytes loads nothing else.
 *
 * @param peer what the daemon said of itself
 */
public record DaemonLink(SocketChannel channel, Greeting peer) implements AutoCloseable {

  private static final Duration GREETING = Duration.ofSeconds(10);
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);

  /**
   * Connects to the daemon that runs; empty when none does.
   *
   * @throws DaemonUnreachable one runs and would not talk
   */
  public static Optional<DaemonLink> connect(TercetHome home, Greeting mine) {
    try {
      return Optional.of(open(home, mine));
    } catch (IOException e) {
      // No socket, a stale one, or a daemon that is just ending: to the caller none is there.
      return Optional.empty();
    }
  }

  /**
   * Connects to the daemon, and starts it first when none answers.
   *
   * @param environment of the caller; it decides which program is started and where it lives
   * @throws DaemonUnreachable it did not start, or would not talk
   */
  public static DaemonLink connectOrStart(Map<String, String> environment, Greeting mine) {
    TercetHome home = TercetHome.of(environment);
    Optional<DaemonLink> running = connect(home, mine);
    if (running.isPresent()) {
      return running.get();
    }
    DaemonCommand command = DaemonCommand.of(environment);
    DaemonStart start = new DaemonStart(home, command, environment, START_PATIENCE);
    try {
      return start.until(() -> connect(home, mine));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DaemonUnreachable("interrupted while the daemon was starting", "try again", e);
    } catch (IOException e) {
      throw new DaemonUnreachable(
          "the daemon's home " + home.root() + " cannot be used: " + e,
          "set TERCET_HOME to a folder that you can write",
          e);
    }
  }

  private static DaemonLink open(TercetHome home, Greeting mine) throws IOException {
    DaemonAddress daemon = DaemonAddress.find(home);
    SocketChannel channel = SocketChannel.open(daemon.address());
    try {
      String line = mine.with(daemon.token()).line();
      Channels.newOutputStream(channel).write(line.getBytes(StandardCharsets.UTF_8));
      Hello answer = greeting(channel);
      // Not a switch over the two: the first one makes the JVM spin classes, and all pass here.
      if (answer instanceof Refusal refusal) {
        throw refused(mine, refusal);
      }
      Greeting peer = (Greeting) answer;
      if (!daemon.isProvedBy(peer.token())) {
        throw new IOException("somebody else listens at " + daemon);
      }
      if (peer.speech() != mine.speech()) {
        throw unreachable(
            "the daemon was asked for " + mine.speech() + " and answered " + peer.speech());
      }
      return new DaemonLink(channel, peer);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** An older daemon with nothing under way makes room at once for the one that we will start. */
  private static IOException refused(Greeting mine, Refusal refusal) {
    if (TercetVersion.isNewer(mine.version(), refusal.version())
        && refusal.reason().startsWith(Refusal.HANDS_OVER)) {
      return new IOException(
          "the daemon of version " + refusal.version() + " ends: " + refusal.reason());
    }
    throw unreachable(
        "the daemon (version " + refusal.version() + ") would not talk: " + refusal.reason());
  }

  private static DaemonUnreachable unreachable(String what) {
    return new DaemonUnreachable(
        what, "tercet daemon stop ends it; the next command starts a new one", null);
  }

  /** Reads the daemon's line; another thread closes the channel where that takes too long. */
  private static Hello greeting(SocketChannel channel) throws IOException {
    Thread watch = Thread.ofPlatform().daemon().name("greeting").start(() -> closeLater(channel));
    try {
      return Hello.read(Channels.newInputStream(channel));
    } catch (AsynchronousCloseException e) {
      throw new DaemonUnreachable(
          "the daemon took the connection but did not greet within " + GREETING.toSeconds() + " s",
          "look at its log, or end its process; the next command starts a new one",
          e);
    } finally {
      watch.interrupt();
    }
  }

  private static void closeLater(SocketChannel channel) {
    try {
      Thread.sleep(GREETING);
      channel.close();
    } catch (InterruptedException inTime) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("a channel of ours can be closed", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
