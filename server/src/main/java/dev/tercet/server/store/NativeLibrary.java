package dev.tercet.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked once into the home and kept there.
 *
 * <p>Left to itself the driver unpacks it into the system's temporary folder at every start: that
 * costs time, fails where that folder is mounted noexec, and leaves a megabyte behind after each
 * kill. A library that the user names by the driver's own properties is left alone.
 */
final class NativeLibrary {

  private static final String FOLDER = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";
  private static final String TEMPORARY = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /** Tells the driver where the library is; of use only before the first connection. */
  static synchronized void unpack(Path home) throws IOException {
    if (System.getProperty(FOLDER) != null || System.getProperty(TEMPORARY) != null) {
      return;
    }
    Path folder = home.resolve("native").resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
    PrivateFiles.folder(folder);
    String name = LibraryLoaderUtil.getNativeLibName();
    Path library = folder.resolve(name);
    if (!Files.exists(library)) {
      copy(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name, library);
    }
    System.setProperty(TEMPORARY, folder.toString());
    System.setProperty(FOLDER, folder.toString());
    System.setProperty(NAME, name);
  }

  /** By way of a file of its own, so that no crash leaves half a library under the real name. */
  private static void copy(String resource, Path library) throws IOException {
    Path partial = Files.createTempFile(library.getParent(), "partial-", ".lib");
    try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new IOException("the SQLite driver has no library for this system: " + resource);
      }
      Files.copy(packed, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
