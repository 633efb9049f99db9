package dev.tercet.protocol.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Where the daemon listens: {@code run/daemon.sock} in its home, or, as a Unix socket's path may
 * only have about a hundred bytes, a short path that the pointer file {@code run/socket} names.
 */
public final class SocketPath {

  private static final int MAX_BYTES = 100;

  private SocketPath() {}

  /**
   * The path to listen on; writes or removes the pointer file, and prepares a private folder for a
   * short path. For the daemon.
   */
  public static Path prepare(TercetHome home, Map<String, String> environment) throws IOException {
    Path natural = natural(home);
    if (fits(natural)) {
      Files.deleteIfExists(pointer(home));
      return natural;
    }
    Path folder = shortFolder(environment);
    TercetHome.createPrivate(folder);
    Path path = folder.resolve(fingerprint(home) + ".sock");
    if (!fits(path)) {
      throw new IOException(
          "no place for a socket: "
              + natural
              + " and "
              + path
              + " are both longer than "
              + MAX_BYTES
              + " bytes; set TERCET_HOME or XDG_RUNTIME_DIR to a shorter path");
    }
    Path draft = home.run().resolve("socket.new");
    Files.writeString(draft, path.toString());
    Files.move(
        draft, pointer(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return path;
  }

  /** The path to connect to; whether anyone listens there is not looked at. For clients. */
  public static Path find(TercetHome home) throws IOException {
    try {
      return Path.of(Files.readString(pointer(home)).strip());
    } catch (NoSuchFileException e) {
      return natural(home);
    }
  }

  private static Path natural(TercetHome home) {
    return home.run().resolve("daemon.sock");
  }

  private static Path pointer(TercetHome home) {
    return home.run().resolve("socket");
  }

  private static boolean fits(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  private static Path shortFolder(Map<String, String> environment) {
    String runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime != null && runtime.startsWith("/")) {
      return Path.of(runtime, "tercet");
    }
    String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9]", "_");
    return Path.of(System.getProperty("java.io.tmpdir"), "tercet-" + user);
  }

  private static String fingerprint(TercetHome home) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(home.root().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
