package dev.tercet.server.agent.builtin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An open folder, in which things are reached by one name and no symbolic link is followed.
 *
 * <p>Where the system can open relative to an open folder (Linux), what a name leads to cannot be
 * exchanged between two steps on the way. Elsewhere each step refuses links, but a link that is put
 * in place at the right moment is not noticed.
 */
sealed interface Folder extends Closeable {

  /** Opens the root of everything else, which nobody is taken to exchange. */
  @SuppressWarnings("StreamResourceLeak") // It is closed with the folder.
  static Folder open(Path root) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new Held(secure);
    }
    stream.close();
    return new Named(root);
  }

  /** Opens a folder in this one. */
  Folder enter(String name) throws IOException;

  /** What stands there. */
  BasicFileAttributes attributes(String name) throws IOException;

  SeekableByteChannel open(String name, Set<? extends OpenOption> options) throws IOException;

  /** Puts a thing of this folder into another one, in place of what is there. */
  void move(String name, Folder to, String newName) throws IOException;

  void delete(String name) throws IOException;

  /** Gives {@code to} the permissions of {@code from}, where there are such. */
  void copyPermissions(String from, Folder other, String to) throws IOException;

  /** All names in it, in no order. To be asked once. */
  List<String> names() throws IOException;

  private static List<String> names(DirectoryStream<Path> entries) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
    return names;
  }

  /** Refers to an open folder. */
  record Held(SecureDirectoryStream<Path> stream) implements Folder {

    private static Path path(String name) {
      return Path.of(name);
    }

    @Override
    public Folder enter(String name) throws IOException {
      return new Held(stream.newDirectoryStream(path(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
      return stream
          .getFileAttributeView(path(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    }

    @Override
    public SeekableByteChannel open(String name, Set<? extends OpenOption> options)
        throws IOException {
      Set<OpenOption> all = new HashSet<>(options);
      all.add(LinkOption.NOFOLLOW_LINKS);
      return stream.newByteChannel(path(name), all);
    }

    @Override
    public void move(String name, Folder to, String newName) throws IOException {
      stream.move(path(name), ((Held) to).stream, path(newName));
    }

    @Override
    public void delete(String name) throws IOException {
      stream.deleteFile(path(name));
    }

    @Override
    public void copyPermissions(String from, Folder other, String to) throws IOException {
      PosixFileAttributeView source = permissions(from);
      PosixFileAttributeView target = ((Held) other).permissions(to);
      if (source != null && target != null) {
        Set<PosixFilePermission> permissions = source.readAttributes().permissions();
        target.setPermissions(permissions);
      }
    }

    private PosixFileAttributeView permissions(String name) {
      return stream.getFileAttributeView(
          path(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<String> names() throws IOException {
      return Folder.names(stream);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** Refers to a folder by its path. */
  record Named(Path path) implements Folder {

    @Override
    public Folder enter(String name) throws IOException {
      if (!attributes(name).isDirectory()) {
        throw new IOException(name + " is no folder");
      }
      return new Named(path.resolve(name));
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
      return Files.readAttributes(
          path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public SeekableByteChannel open(String name, Set<? extends OpenOption> options)
        throws IOException {
      Set<OpenOption> all = new HashSet<>(options);
      all.add(LinkOption.NOFOLLOW_LINKS);
      return Files.newByteChannel(path.resolve(name), all);
    }

    @Override
    public void move(String name, Folder to, String newName) throws IOException {
      Files.move(
          path.resolve(name),
          ((Named) to).path.resolve(newName),
          StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
      Files.delete(path.resolve(name));
    }

    @Override
    public void copyPermissions(String from, Folder other, String to) {
      // Where there are permissions to copy, folders can be held open.
    }

    @Override
    public List<String> names() throws IOException {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        return Folder.names(entries);
      }
    }

    @Override
    public void close() {}
  }
}
