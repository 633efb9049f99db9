package dev.tercet.server.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Optional;

/**
 * The process at the other end of a Unix socket, as Linux noted it at {@code connect}: {@code
 * SO_PEERCRED} of socket(7), of which Java's own socket option leaves the process id out.
 *
 * <p>The number of the channel's descriptor is had from {@code sun.nio.ch}, which the launcher
 * exports to us; where it does not, nobody is known.
 */
public final class PeerProcess {

  private static final int SOL_SOCKET = 1;
  private static final int SO_PEERCRED = 17;

  /** Of {@code struct ucred}: process, user and group. */
  private static final int CREDENTIALS_BYTES = 12;

  private static final boolean LINUX =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux");

  private PeerProcess() {}

  /** Who connected; empty where this system does not tell, or the process has ended. */
  public static Optional<ProcessHandle> of(SocketChannel channel) {
    if (!LINUX) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment credentials = arena.allocate(CREDENTIALS_BYTES, Integer.BYTES);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, CREDENTIALS_BYTES);
      int failed =
          (int)
              Getsockopt.HANDLE.invokeExact(
                  descriptor(channel), SOL_SOCKET, SO_PEERCRED, credentials, length);
      long pid = failed == 0 ? credentials.get(ValueLayout.JAVA_INT, 0) : 0;
      return pid > 0 ? ProcessHandle.of(pid) : Optional.empty();
    } catch (Error broken) {
      throw broken;
    } catch (Throwable cannotTell) {
      return Optional.empty();
    }
  }

  /**
   * The number of a channel's descriptor.
   *
   * @throws IOException this Java does not tell
   */
  public static int descriptor(SocketChannel channel) throws IOException {
    try {
      return (int) Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal").invoke(channel);
    } catch (ReflectiveOperationException closed) {
      throw new IOException("the descriptor of " + channel + " is not to be had", closed);
    }
  }

  /** Made once, and not before it is needed: only Linux has what is asked for here. */
  private static final class Getsockopt {

    static final MethodHandle HANDLE = handle();

    @SuppressWarnings("restricted") // The launcher grants native access, for SQLite too.
    private static MethodHandle handle() {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("getsockopt"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS));
    }
  }
}
