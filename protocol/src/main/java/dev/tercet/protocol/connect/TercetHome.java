package dev.tercet.protocol.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The folder that holds everything Tercet knows and does for one user, and the places in it.
 *
 * @param root absolute
 */
public record TercetHome(Path root) {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  public TercetHome {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("TERCET_HOME must be an absolute path: \"" + root + "\"");
    }
    root = root.normalize();
  }

  /** {@code TERCET_HOME} where it is set, else the platform's folder for what programs keep. */
  public static TercetHome of(Map<String, String> environment) {
    String named = environment.get("TERCET_HOME");
    return new TercetHome(
        named != null && !named.isEmpty() ? Path.of(named) : platformState(environment));
  }

  private static Path platformState(Map<String, String> environment) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path user = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
    if (system.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      return (local == null ? user.resolve("AppData").resolve("Local") : Path.of(local))
          .resolve("Tercet");
    }
    if (system.startsWith("mac")) {
      return user.resolve("Library").resolve("Application Support").resolve("Tercet");
    }
    String state = environment.get("XDG_STATE_HOME");
    return (state == null || !state.startsWith("/") ? user.resolve(".local/state") : Path.of(state))
        .resolve("tercet");
  }

  /** Sockets, locks and other things that mean nothing once the daemon has ended. */
  public Path run() {
    return root.resolve("run");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /** What the daemon prints. */
  public Path daemonLog() {
    return logs().resolve("daemon.log");
  }

  /**
   * There from when a person stopped the daemon until it is started again: what only waits for it
   * to come back does not start it.
   */
  public Path stopped() {
    return run().resolve("stopped");
  }

  /** Held by whoever starts the daemon, so that two clients do not start two. */
  public Path startLock() {
    return run().resolve("start.lock");
  }

  /** Held by the daemon for as long as it lives. */
  public Path daemonLock() {
    return run().resolve("daemon.lock");
  }

  /**
   * Makes sure that the folders are there and that nobody else can look into them.
   *
   * @throws IOException one cannot be created or closed to others; the message says which
   */
  public TercetHome prepare() throws IOException {
    for (Path folder : List.of(root, run(), logs())) {
      createPrivate(folder);
    }
    return this;
  }

  static void createPrivate(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder);
      return;
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    }
    if (!Files.getPosixFilePermissions(folder).equals(PRIVATE)) {
      Files.setPosixFilePermissions(folder, PRIVATE);
    }
  }

  /** An empty file that nobody else can read, where the file system knows of that. */
  static void createPrivateFile(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }
}
