package dev.tercet.server.agent.tools;

import dev.tercet.server.agent.ToolServer;
import dev.tercet.server.mcp.Caller;
import dev.tercet.server.mcp.McpServer;
import dev.tercet.server.mcp.Standing;
import dev.tercet.server.workflow.Role;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one run, on which its agent finds the run's tools and nothing else: no decision is
 * to be had there. It lies in a folder that only this user can look into, and is gone with the run.
 *
 * <p>Any thread may call.
 */
public final class RunTools implements AutoCloseable {

  private static final String NAME = "tercet";

  /** A Unix socket's path has about a hundred bytes. */
  private static final int LONGEST_PATH = 100;

  /** Hosts start the server anew for each of their sessions. */
  private static final int MOST_CONNECTIONS = 16;

  private final Path socket;
  private final @Nullable Path folder;
  private final ServerSocketChannel listening;
  private final McpServer server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private RunTools(
      Path socket, @Nullable Path folder, ServerSocketChannel listening, McpServer server) {
    this.socket = socket;
    this.folder = folder;
    this.listening = listening;
    this.server = server;
  }

  /**
   * Listens from now on.
   *
   * @param temp the run's private folder; where its path is too long for a socket, another private
   *     one takes its place
   * @throws UncheckedIOException there is no place for a socket
   */
  public static RunTools open(Path temp, Role role, ToolHearer hearer, InstantSource clock) {
    try {
      Path natural = temp.resolve("tools.sock");
      Path folder = fits(natural) ? null : Files.createTempDirectory("tercet-");
      Path socket = folder == null ? natural : folder.resolve("tools.sock");
      Files.deleteIfExists(socket);
      ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listening.bind(UnixDomainSocketAddress.of(socket));
      McpServer server = new McpServer(new ToolProvider(role, hearer), clock);
      RunTools tools = new RunTools(socket, folder, listening, server);
      Thread.ofVirtual().name("run-tools").start(tools::accept);
      return tools;
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "the tools of a run have no place for their socket in " + temp + ": " + failed, failed);
    }
  }

  private static boolean fits(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
  }

  /** Where it listens; the agent has to be able to reach it. */
  public Path socket() {
    return socket;
  }

  /** What has to be there for {@link #server()} to be started and to reach the socket. */
  public List<Path> needs() {
    Path folder = socket.getParent();
    return folder == null
        ? List.of()
        : List.of(Path.of(System.getProperty("java.home")), Path.of(ownClasses()), folder);
  }

  /** How an agent starts what leads to the socket. */
  public ToolServer server() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ToolServer(
        NAME,
        List.of(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx32m",
            "-cp",
            ownClasses(),
            Bridge.class.getName(),
            socket.toString()));
  }

  private static String ownClasses() {
    try {
      return new File(Bridge.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getAbsolutePath();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("a code source is a valid URI", impossible);
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = listening.accept();
        if (open.size() >= MOST_CONNECTIONS) {
          channel.close();
        } else {
          open.add(channel);
          Thread.ofVirtual().name("run-tools-connection").start(() -> serve(channel));
        }
      }
    } catch (IOException closed) {
      // The run is over.
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      server.serveLines(
          Channels.newInputStream(channel),
          Channels.newOutputStream(channel),
          new Caller("stdio", null, () -> Standing.RUN));
    } catch (IOException gone) {
      // A host that ends takes its connection with it; the turn says how that was.
    } finally {
      open.remove(channel);
    }
  }

  /** Nothing more is heard from the agent by its tools. Idempotent. */
  @Override
  public void close() {
    try {
      listening.close();
      for (SocketChannel channel : open) {
        channel.close();
      }
      Files.deleteIfExists(socket);
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException leftBehind) {
      // A socket that nobody listens on does no harm.
    }
  }
}
