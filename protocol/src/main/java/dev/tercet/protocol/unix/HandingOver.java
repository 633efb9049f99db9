package dev.tercet.protocol.unix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Hands open descriptors to another process over a Unix socket: {@code SCM_RIGHTS} of unix(7), one
 * byte with them. The structures are those of Linux with 64 bits.
 */
public final class HandingOver {

  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
  private static final int LONGEST_PATH = 107;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int CONTROL_HEAD = 16;
  private static final int MESSAGE_BYTES = 56;

  private HandingOver() {}

  /** A connection to the socket at this path. */
  public static Descriptor connect(Path path) throws IOException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_PATH) {
      throw new IOException(path + " is too long for a socket's path");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = SystemCalls.state(arena);
      MemorySegment address = arena.allocate(2L + LONGEST_PATH + 1, Short.BYTES);
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
      int socket = (int) SystemCalls.SOCKET.invokeExact(state, AF_UNIX, SOCK_STREAM_CLOEXEC, 0);
      if (socket < 0) {
        throw SystemCalls.failed("socket", state);
      }
      Descriptor connection = new Descriptor(socket);
      int size = 2 + name.length + 1;
      if ((int) SystemCalls.CONNECT.invokeExact(state, socket, address, size) < 0) {
        IOException failed = SystemCalls.failed("connect to " + path, state);
        connection.close();
        throw failed;
      }
      return connection;
    } catch (IOException failed) {
      throw failed;
    } catch (Throwable thrown) {
      throw SystemCalls.unexpected(thrown);
    }
  }

  /** Sends one byte and copies of these descriptors with it. */
  public static void send(Descriptor socket, int... handed) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Envelope envelope = new Envelope(arena, handed.length);
      MemorySegment control = envelope.control;
      control.set(JAVA_LONG, 0, CONTROL_HEAD + 4L * handed.length);
      control.set(JAVA_INT, 8, SOL_SOCKET);
      control.set(JAVA_INT, 12, SCM_RIGHTS);
      for (int i = 0; i < handed.length; i++) {
        control.set(JAVA_INT, CONTROL_HEAD + 4L * i, handed[i]);
      }
      int number = socket.number();
      MemorySegment message = envelope.message;
      long sent =
          (long) SystemCalls.SENDMSG.invokeExact(envelope.state, number, message, MSG_NOSIGNAL);
      if (sent != 1) {
        throw SystemCalls.failed("sendmsg", envelope.state);
      }
    } catch (IOException failed) {
      throw failed;
    } catch (Throwable thrown) {
      throw SystemCalls.unexpected(thrown);
    }
  }

  /**
   * Waits for the byte and what comes with it.
   *
   * @param socket the number of a socket of this process
   * @return as many descriptors as were asked for, now this process's to close
   * @throws IOException the connection ended, or another number of them came, which are closed
   */
  public static int[] receive(int socket, int count) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Envelope envelope = new Envelope(arena, count);
      MemorySegment message = envelope.message;
      long read =
          (long) SystemCalls.RECVMSG.invokeExact(envelope.state, socket, message, MSG_CMSG_CLOEXEC);
      if (read < 0) {
        throw SystemCalls.failed("recvmsg", envelope.state);
      }
      int[] received = envelope.received();
      if (received.length != count) {
        for (int one : received) {
          new Descriptor(one).close();
        }
        throw new IOException(count + " descriptors were expected, " + received.length + " came");
      }
      return received;
    } catch (IOException failed) {
      throw failed;
    } catch (Throwable thrown) {
      throw SystemCalls.unexpected(thrown);
    }
  }

  /** A {@code struct msghdr} with room for one byte and for descriptors. */
  private static final class Envelope {

    private final MemorySegment state;
    private final MemorySegment message;
    private final MemorySegment control;

    Envelope(Arena arena, int descriptors) {
      state = SystemCalls.state(arena);
      MemorySegment one = arena.allocateFrom(JAVA_BYTE, (byte) '.');
      MemorySegment piece = arena.allocate(16, 8);
      piece.set(ADDRESS, 0, one);
      piece.set(JAVA_LONG, 8, 1);
      long room = CONTROL_HEAD + (4L * descriptors + 7) / 8 * 8;
      control = arena.allocate(room, 8);
      message = arena.allocate(MESSAGE_BYTES, 8);
      message.set(ADDRESS, 16, piece);
      message.set(JAVA_LONG, 24, 1);
      message.set(ADDRESS, 32, control);
      message.set(JAVA_LONG, 40, room);
    }

    int[] received() {
      long length = message.get(JAVA_LONG, 40) < CONTROL_HEAD ? 0 : control.get(JAVA_LONG, 0);
      boolean rights =
          length > CONTROL_HEAD
              && control.get(JAVA_INT, 8) == SOL_SOCKET
              && control.get(JAVA_INT, 12) == SCM_RIGHTS;
      int[] numbers = new int[rights ? (int) (length - CONTROL_HEAD) / 4 : 0];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = control.get(JAVA_INT, CONTROL_HEAD + 4L * i);
      }
      return numbers;
    }
  }
}
