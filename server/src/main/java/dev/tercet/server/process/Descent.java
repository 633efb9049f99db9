package dev.tercet.server.process;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Whether the process at the other end of a connection was started by a run of an agent. */
public enum Descent {
  /** It, or one that started it, carries the mark of a run. */
  OF_A_RUN,
  /** Neither it nor any process above it does. */
  OF_NO_RUN,
  /** This system does not tell, or the process has ended. */
  UNKNOWN;

  /** Looks at the caller's process and all above it, as they are now. */
  public static Descent of(SocketChannel channel) {
    return PeerProcess.of(channel).map(Descent::of).orElse(UNKNOWN);
  }

  /** The same of a connection on the loopback interface; one holder that is of a run is enough. */
  public static Descent of(InetSocketAddress peer, InetSocketAddress here) {
    Descent found = UNKNOWN;
    for (ProcessHandle holder : LoopbackPeer.of(peer, here)) {
      Descent one = of(holder);
      if (one == OF_A_RUN) {
        return one;
      }
      found = one;
    }
    return found;
  }

  /** A mark that the daemon carries itself says nothing about who it serves. */
  static Descent of(ProcessHandle caller) {
    Optional<String> own = ProcessTable.mark(ProcessHandle.current());
    Optional<ProcessHandle> process = Optional.of(caller);
    while (process.isPresent()) {
      Optional<String> mark = ProcessTable.mark(process.get());
      if (mark.isPresent() && !mark.equals(own)) {
        return OF_A_RUN;
      }
      process = process.get().parent();
    }
    return ProcessTable.hasMarks() ? OF_NO_RUN : UNKNOWN;
  }
}
