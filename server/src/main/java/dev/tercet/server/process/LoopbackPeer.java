package dev.tercet.server.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The processes at the other end of a connection on the loopback interface, as Linux has them: the
 * connection's socket is in {@code /proc/net/tcp}, who holds it in each process's {@code fd}. A
 * socket can be held by several, because children inherit it.
 */
final class LoopbackPeer {

  private static final Path PROC = Path.of("/proc");

  private LoopbackPeer() {}

  /** Whoever holds the other end; empty where this system does not tell. */
  static List<ProcessHandle> of(InetSocketAddress peer, InetSocketAddress here) {
    Optional<String> socket =
        socket("net/tcp", peer, here).or(() -> socket("net/tcp6", peer, here));
    List<ProcessHandle> holders = new ArrayList<>();
    if (socket.isPresent()) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
        for (Path process : processes) {
          if (holds(process.resolve("fd"), socket.get())) {
            ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                .ifPresent(holders::add);
          }
        }
      } catch (IOException _) {
        return List.of();
      }
    }
    return List.copyOf(holders);
  }

  /** The ports say which one it is: no two connections of one machine have the same pair. */
  private static Optional<String> socket(
      String table, InetSocketAddress peer, InetSocketAddress here) {
    String from = ":%04X".formatted(peer.getPort());
    String to = ":%04X".formatted(here.getPort());
    try {
      return Files.readAllLines(PROC.resolve(table)).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > 9 && words[1].endsWith(from) && words[2].endsWith(to))
          .map(words -> words[9])
          .filter(inode -> !inode.equals("0"))
          .map(inode -> "socket:[" + inode + "]")
          .findFirst();
    } catch (IOException noLinux) {
      return Optional.empty();
    }
  }

  private static boolean holds(Path folder, String socket) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (socket.equals(target(file))) {
          return true;
        }
      }
      return false;
    } catch (IOException | java.nio.file.DirectoryIteratorException anotherUsersOrGone) {
      return false;
    }
  }

  private static @Nullable String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closed) {
      return null;
    }
  }
}
