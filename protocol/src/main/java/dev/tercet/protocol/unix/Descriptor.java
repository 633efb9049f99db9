package dev.tercet.protocol.unix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An open descriptor of this process that no class of Java's owns: read(2), write(2) and poll(2).
 *
 * <p>One thread at a time reads or writes it, and none may do so while it is closed. Waiting holds
 * the thread and its carrier: for platform threads.
 */
public final class Descriptor implements AutoCloseable {

  /** The most that goes over in one call, in bytes. */
  private static final int MOST = 64 << 10;

  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 0x800;
  private static final short POLLIN = 0x1;
  private static final short POLLOUT = 0x4;
  private static final short POLLRDHUP = 0x2000;
  private static final int ENTRY_BYTES = 8;

  private final int number;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes = arena.allocate(MOST);
  private final MemorySegment entries = arena.allocate(2L * ENTRY_BYTES, Integer.BYTES);
  private final MemorySegment state = SystemCalls.state(arena);
  private final int flags;

  /**
   * Takes over a descriptor: from here on it is this object's to close.
   *
   * @throws IOException it is none
   */
  public Descriptor(int number) throws IOException {
    this.number = number;
    try {
      this.flags = control(F_GETFL, 0);
    } catch (IOException none) {
      arena.close();
      throw none;
    }
  }

  /** Whether this system has what is needed here. */
  public static boolean areSupported() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    return system.equals("linux") && (machine.equals("amd64") || machine.equals("aarch64"));
  }

  /** Whether a descriptor of this process is a pipe or a socket, and so nothing that is seeked. */
  public static boolean isStream(int number) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException none) {
      return false;
    }
  }

  /** Its number in this process. */
  public int number() {
    return number;
  }

  /** Makes {@link #write} return instead of waiting. Given back as it was by {@link #close}. */
  public void neverWait() throws IOException {
    control(F_SETFL, flags | O_NONBLOCK);
  }

  /** Reads what is there, waiting for it; -1 at the end. */
  public int read(byte[] into, int from, int length) throws IOException {
    while (true) {
      long count = call(SystemCalls.READ, Math.min(length, MOST));
      if (count > 0) {
        MemorySegment.copy(bytes, JAVA_BYTE, 0, into, from, (int) count);
        return (int) count;
      }
      if (count == 0) {
        return -1;
      }
      switch (SystemCalls.errno(state)) {
        case SystemCalls.EINTR -> {}
        case SystemCalls.EAGAIN -> await(POLLIN, number);
        default -> throw SystemCalls.failed("read", state);
      }
    }
  }

  /** Writes the first of these bytes; how many: zero where it would have to wait. */
  public int write(byte[] source, int from, int length) throws IOException {
    int some = Math.min(length, MOST);
    MemorySegment.copy(source, from, bytes, JAVA_BYTE, 0, some);
    while (true) {
      long count = call(SystemCalls.WRITE, some);
      if (count >= 0) {
        return (int) count;
      }
      switch (SystemCalls.errno(state)) {
        case SystemCalls.EINTR -> {}
        case SystemCalls.EAGAIN -> {
          return 0;
        }
        default -> throw SystemCalls.failed("write", state);
      }
    }
  }

  /**
   * Waits until there is something to read here, or something to hear at the other descriptor: a
   * byte or its end.
   *
   * @return whether there is nothing at the other one
   */
  public boolean awaitInput(int other) throws IOException {
    return await(POLLIN, other);
  }

  /** Waits until there is room to write here, in the same way. */
  public boolean awaitRoom(int other) throws IOException {
    return await(POLLOUT, other);
  }

  private boolean await(short what, int other) throws IOException {
    entry(0, number, what);
    entry(1, other, (short) (POLLIN | POLLRDHUP));
    int places = other == number ? 1 : 2;
    while (true) {
      int ready;
      try {
        ready = (int) SystemCalls.POLL.invokeExact(state, entries, (long) places, -1);
      } catch (Throwable thrown) {
        throw SystemCalls.unexpected(thrown);
      }
      if (ready > 0) {
        return places == 1 || entries.get(JAVA_SHORT, ENTRY_BYTES + 6L) == 0;
      }
      if (ready < 0 && SystemCalls.errno(state) != SystemCalls.EINTR) {
        throw SystemCalls.failed("poll", state);
      }
    }
  }

  private void entry(int place, int descriptor, short what) {
    long start = (long) place * ENTRY_BYTES;
    entries.set(JAVA_INT, start, descriptor);
    entries.set(JAVA_SHORT, start + 4, what);
    entries.set(JAVA_SHORT, start + 6, (short) 0);
  }

  private long call(java.lang.invoke.MethodHandle function, int length) {
    try {
      return (long) function.invokeExact(state, number, bytes, (long) length);
    } catch (Throwable thrown) {
      throw SystemCalls.unexpected(thrown);
    }
  }

  private int control(int command, int argument) throws IOException {
    int answer;
    try {
      answer = (int) SystemCalls.FCNTL.invokeExact(state, number, command, argument);
    } catch (Throwable thrown) {
      throw SystemCalls.unexpected(thrown);
    }
    if (answer < 0) {
      throw SystemCalls.failed("fcntl", state);
    }
    return answer;
  }

  /** Closes it, as it was. */
  @Override
  public void close() {
    try {
      int _ = (int) SystemCalls.FCNTL.invokeExact(state, number, F_SETFL, flags);
      int _ = (int) SystemCalls.CLOSE.invokeExact(state, number);
    } catch (Throwable thrown) {
      throw SystemCalls.unexpected(thrown);
    } finally {
      arena.close();
    }
  }
}
