package dev.tercet.protocol.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a daemon listens, and what each side has to say to be believed.
 *
 * <p>A Unix socket in a private folder needs no proof. On loopback TCP, which every user of the
 * machine can reach and where a port may belong to somebody else by now, both sides prove that they
 * can read the private file {@code run/tcp}: the port and two secrets, new at each start.
 *
 * @param token what the caller says in its first line; null on a Unix socket
 * @param proof what the daemon answers with; null on a Unix socket
 */
public record DaemonAddress(SocketAddress address, @Nullable String token, @Nullable String proof) {

  private static final int SECRET_BYTES = 32;

  /** A Unix socket. */
  public static DaemonAddress of(Path socket) {
    return new DaemonAddress(UnixDomainSocketAddress.of(socket), null, null);
  }

  /** A port of this machine's loopback, with new secrets. */
  public static DaemonAddress ofPort(int port) {
    return loopback(port, secret(), secret());
  }

  /** The address to connect to; whether anyone listens there is not looked at. For clients. */
  public static DaemonAddress find(TercetHome home) throws IOException {
    try {
      String[] words = Files.readString(file(home)).strip().split(" ", -1);
      if (words.length < 3 || !words[0].matches("\\d{1,5}")) {
        throw new IOException(file(home) + " is damaged: a port and two secrets are expected");
      }
      return loopback(Integer.parseInt(words[0]), words[1], words[2]);
    } catch (NoSuchFileException e) {
      return of(SocketPath.find(home));
    }
  }

  /** Writes down the port and the secrets, for this user only. For the daemon. */
  public void announce(TercetHome home) throws IOException {
    if (!(address instanceof InetSocketAddress loopback)) {
      throw new IllegalStateException("a Unix socket is found by its path");
    }
    Path draft = home.run().resolve("tcp.new");
    Files.deleteIfExists(draft);
    TercetHome.createPrivateFile(draft);
    Files.writeString(draft, loopback.getPort() + " " + token + " " + proof);
    Files.move(
        draft, file(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes back what was announced, if anything was. For the daemon. */
  public static void withdraw(TercetHome home) throws IOException {
    Files.deleteIfExists(file(home));
  }

  /** Whether the caller said the token, in a time that does not tell how much of it was right. */
  public boolean admits(@Nullable String said) {
    return isSame(token, said);
  }

  /** Whether the daemon said the proof. */
  public boolean isProvedBy(@Nullable String said) {
    return isSame(proof, said);
  }

  private static boolean isSame(@Nullable String wanted, @Nullable String said) {
    return wanted == null
        || (said != null
            && MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8)));
  }

  private static DaemonAddress loopback(int port, String token, String proof) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new DaemonAddress(new InetSocketAddress(loopback, port), token, proof);
  }

  private static Path file(TercetHome home) {
    return home.run().resolve("tcp");
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Without the secrets, for a log. */
  @Override
  public String toString() {
    return address.toString();
  }
}
