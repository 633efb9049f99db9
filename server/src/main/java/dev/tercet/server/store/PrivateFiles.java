package dev.tercet.server.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that only their owner may open. Where the file system knows no POSIX rights,
 * what the user's own folders allow is what holds.
 */
final class PrivateFiles {

  private PrivateFiles() {}

  /** Makes the folder and what is missing above it; one that exists is narrowed to its owner. */
  static void folder(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      folder(parent);
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    narrow(folder, "rwx------");
  }

  /** Makes the file, empty, unless it exists; either way it is narrowed to its owner. */
  static void file(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException alreadyThere) {
      // Which is as good.
    }
    narrow(file, "rw-------");
  }

  private static void narrow(Path path, String rights) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString(rights));
    }
  }
}
