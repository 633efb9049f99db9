package dev.tercet.server.agent.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/**
 * The program that a host of MCP starts for a run's tools: moves bytes between its own streams and
 * the run's socket until the socket ends.
 *
 * <p>Plain JDK, so that the one jar it lies in is all it needs. It is not the {@code tercet}
 * command, which does not start inside a run.
 */
public final class Bridge {

  private static final int CHUNK = 16 * 1024;

  private Bridge() {}

  /** Takes the socket's path. */
  public static void main(String[] arguments) {
    int status = 0;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(arguments[0]));
      Thread.ofPlatform().daemon().name("sending").start(() -> send(channel));
      copy(Channels.newInputStream(channel), System.out);
    } catch (IOException broken) {
      System.err.println("tercet: the tools of this run cannot be reached: " + broken.getMessage());
      status = 3;
    }
    // An open standard input must not keep the program alive.
    System.exit(status);
  }

  private static void send(SocketChannel channel) {
    try {
      copy(System.in, Channels.newOutputStream(channel));
      channel.shutdownOutput();
    } catch (IOException ended) {
      // The other direction sees the same end.
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      out.write(chunk, 0, count);
      out.flush();
    }
  }
}
