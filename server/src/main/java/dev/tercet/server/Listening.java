package dev.tercet.server;

import dev.tercet.protocol.connect.DaemonAddress;
import dev.tercet.protocol.connect.SocketPath;
import dev.tercet.protocol.connect.TercetHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The place where the daemon's callers come in: a Unix socket where files can be kept private by
 * their mode, else, or where {@code TERCET_TRANSPORT=tcp} says so, a port of the loopback whose
 * callers have to say a secret.
 */
record Listening(TercetHome home, ServerSocketChannel channel, DaemonAddress address)
    implements AutoCloseable {

  /** Opens it, and tells clients where it is. The caller holds the home's lock. */
  static Listening open(TercetHome home, Map<String, String> environment) throws IOException {
    DaemonAddress.withdraw(home);
    Files.deleteIfExists(home.stopped());
    return isOnTcp(home, environment) ? onTcp(home) : onSocket(home, environment);
  }

  private static boolean isOnTcp(TercetHome home, Map<String, String> environment)
      throws IOException {
    return switch (environment.getOrDefault("TERCET_TRANSPORT", "")) {
      case "" -> !home.root().getFileSystem().supportedFileAttributeViews().contains("posix");
      case "tcp" -> true;
      case "unix" -> false;
      default ->
          throw new IOException(
              "TERCET_TRANSPORT is tcp or unix, not \""
                  + environment.get("TERCET_TRANSPORT")
                  + "\"");
    };
  }

  private static Listening onSocket(TercetHome home, Map<String, String> environment)
      throws IOException {
    Path socket = SocketPath.prepare(home, environment);
    Files.deleteIfExists(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    return new Listening(home, channel, DaemonAddress.of(socket));
  }

  private static Listening onTcp(TercetHome home) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    if (!(channel.getLocalAddress() instanceof InetSocketAddress bound)) {
      throw new IOException("no port of the loopback was given");
    }
    DaemonAddress address = DaemonAddress.ofPort(bound.getPort());
    address.announce(home);
    return new Listening(home, channel, address);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    DaemonAddress.withdraw(home);
    if (address.address() instanceof UnixDomainSocketAddress socket) {
      Files.deleteIfExists(socket.getPath());
    }
  }
}
