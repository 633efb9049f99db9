package dev.tercet.server;

import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.unix.Descriptor;
import dev.tercet.protocol.unix.HandingOver;
import dev.tercet.server.process.PeerProcess;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The front commands that are connected, by their process, so that one can hand over its streams on
 * a second connection. Which process is at the other end of either is what the kernel says.
 */
final class Fronts {

  private final Map<Long, CallerStreams> connected = new ConcurrentHashMap<>();

  /** A connection, which is a front's unless it speaks otherwise; to be closed with it. */
  Entry enter(Speech speech, SocketChannel channel, CallerStreams streams) {
    Optional<Long> process =
        speech == Speech.LSP || speech == Speech.MCP
            ? PeerProcess.of(channel).map(ProcessHandle::pid)
            : Optional.empty();
    process.ifPresent(pid -> connected.put(pid, streams));
    return () -> process.ifPresent(pid -> connected.remove(pid, streams));
  }

  /** Ends with the connection that it is part of. */
  @FunctionalInterface
  interface Entry extends AutoCloseable {
    @Override
    void close();
  }

  /** The connection of the process at the other end of this one. */
  Optional<CallerStreams> of(SocketChannel channel) {
    return PeerProcess.of(channel).map(process -> connected.get(process.pid()));
  }

  /** Takes the streams of a front, and serves until its connection is over. */
  static void take(SocketChannel line, CallerStreams front)
      throws IOException, InterruptedException {
    int lineNumber = PeerProcess.descriptor(line);
    int[] numbers = HandingOver.receive(lineNumber, 2);
    front.goOnWith(new Descriptor(numbers[0]), new Descriptor(numbers[1]), line, lineNumber);
  }
}
