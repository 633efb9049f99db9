package dev.tercet.server.app;

import dev.tercet.protocol.ProtocolError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are written into a user's checkout at their word. */
final class Texts {

  private Texts() {}

  /** Whether the file has just this text, so that a repeated request finds its work done. */
  static boolean holds(Path file, String text) {
    try {
      return Files.size(file) <= text.length() * 4L && Files.readString(file).equals(text);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Writes a file below a folder; a link that leads out of it is refused. */
  static void write(Path root, Path file, String text) {
    try {
      Path folder = file.getParent();
      if (folder == null) {
        throw new IOException("it has no folder");
      }
      Files.createDirectories(folder);
      if (!folder.toRealPath().startsWith(root.toRealPath())) {
        throw new IOException("it leads out of " + root + " through a link");
      }
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw Denied.because(
          ProtocolError.FAILED,
          "not-written",
          "cannot write %s: %s".formatted(file, failed.getMessage()));
    }
  }
}
