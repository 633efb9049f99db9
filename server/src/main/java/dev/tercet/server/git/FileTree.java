package dev.tercet.server.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Walking, deleting and replacing files without ever following a symbolic link. */
final class FileTree {

  private FileTree() {}

  /** Deletes a file or folder and what is in it; links are deleted, not what they lead to. */
  static void delete(Path root) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(
                Path directory, BasicFileAttributes attributes) {
              makeWritable(directory);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new GitException("cannot delete " + root + ": " + e, e);
    }
  }

  /** Writes a file so that a reader sees either the old or the new content. */
  static void replace(Path file, String content) throws IOException {
    Path whole = Files.createTempFile(file.getParent(), "tercet-", ".tmp");
    try {
      Files.writeString(whole, content);
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** The path with its existing parents' links resolved, as git writes it down. */
  static Path real(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      return path;
    }
    try {
      Path name = path.getFileName();
      return parent.toRealPath().resolve(name == null ? path : name);
    } catch (IOException _) {
      // A parent that does not exist yet has no links to resolve.
      return path;
    }
  }

  /** A small file's content without its line end; empty where it cannot be read. */
  static String firstLine(Path file) {
    try {
      String text = Files.readString(file);
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException _) {
      // Whoever asks compares it with an expected content, which it then has not.
      return "";
    }
  }

  /** Whether a relative path leads to its place through folders only, never through a link. */
  static boolean isInside(Path root, String relative) {
    Path path = root.resolve(relative).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      return false;
    }
    for (Path parent = path.getParent();
        parent != null && !parent.equals(root);
        parent = parent.getParent()) {
      if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  /** Deletes a file, and the folders above it that are empty then. */
  static void deleteWithEmptyParents(Path root, String relative) {
    if (!isInside(root, relative)) {
      return;
    }
    try {
      Files.deleteIfExists(root.resolve(relative));
      Path parent = root.resolve(relative).getParent();
      while (parent != null && !parent.equals(root) && isEmpty(parent)) {
        Files.deleteIfExists(parent);
        parent = parent.getParent();
      }
    } catch (IOException e) {
      throw new GitException("cannot delete " + relative + " in " + root + ": " + e, e);
    }
  }

  /** The sizes of what is under a folder, as far as the first entries tell. */
  static DiskUse measure(Path root, int maxEntries) {
    long[] seen = new long[2];
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              seen[0] += attributes.size();
              seen[1]++;
              return seen[1] < maxEntries ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new GitException("cannot measure " + root + ": " + e, e);
    }
    return new DiskUse(seen[0], seen[1], seen[1] < maxEntries);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var content = Files.list(directory)) {
      return content.findAny().isEmpty();
    }
  }

  private static void makeWritable(Path directory) {
    if (!Files.isWritable(directory)) {
      // Tools leave read-only folders behind (Go's module cache); what is inside must still go.
      directory.toFile().setWritable(true, true);
    }
  }

  /** Whether a path, or a folder it lies in, is among the given ones. */
  static boolean covers(Set<String> paths, String path) {
    String at = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    while (true) {
      if (paths.contains(at)) {
        return true;
      }
      int slash = at.lastIndexOf('/');
      if (slash < 0) {
        return false;
      }
      at = at.substring(0, slash);
    }
  }
}
