package dev.tercet.server.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What one child may see and write, as data. All paths are absolute; of those beside {@code
 * directory} one that does not exist is passed over.
 *
 * @param rights to {@code directory}
 * @param directory where it works
 * @param temp private to it: writable under its own path and as {@code /tmp}
 * @param home private too: stands where the user's home was
 * @param writable folders inside {@code directory} that may be written whatever the rights are
 * @param shared files and folders of the user that are shown and may be written: logins
 * @param visible files and folders that are shown and may only be read
 * @param sealed stays as it is, whatever else is writable: {@code .git} and the repository's git
 *     directory
 * @param network whether there is one
 */
public record Walls(
    Rights rights,
    Path directory,
    Path temp,
    Path home,
    List<Path> writable,
    List<Path> shared,
    List<Path> visible,
    List<Path> sealed,
    boolean network) {

  public Walls {
    writable = List.copyOf(writable);
    shared = List.copyOf(shared);
    visible = List.copyOf(visible);
    sealed = List.copyOf(sealed);
  }
}
