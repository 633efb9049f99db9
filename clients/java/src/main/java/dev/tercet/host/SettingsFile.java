package dev.tercet.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of settings as it was read. It is replaced whole and at once, in the place that a symbolic
 * link leads to, and only if nobody has changed it since.
 *
 * @param text empty where there is no file yet
 * @param exists whether there is one
 */
public record SettingsFile(Path path, String text, boolean exists) {

  private static final long LONGEST = 16L << 20;

  /** What a path leads to now. */
  public static SettingsFile read(Path path) throws Unusable, IOException {
    if (!Files.exists(path)) {
      if (Files.isSymbolicLink(path)) {
        throw new Unusable("it is a symbolic link that leads nowhere");
      }
      return new SettingsFile(path, "", false);
    }
    if (!Files.isRegularFile(path)) {
      throw new Unusable("it is no file");
    }
    if (Files.size(path) > LONGEST) {
      throw new Unusable("it is longer than 16 MiB");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
              .toString();
      return new SettingsFile(path, text, true);
    } catch (CharacterCodingException otherEncoding) {
      throw new Unusable("it is not written in UTF-8");
    }
  }

  /** Replaces the file by this text. */
  public void replace(String changed) throws Unusable, IOException {
    if (!read(path).equals(this)) {
      throw new Unusable("somebody has changed it meanwhile; try again");
    }
    Path target = exists ? path.toRealPath() : path.toAbsolutePath();
    Path folder = java.util.Objects.requireNonNull(target.getParent());
    Files.createDirectories(folder);
    Set<PosixFilePermission> mode = mode(target);
    Path begun = Files.createTempFile(folder, ".tercet-", ".tmp");
    try {
      Files.writeString(begun, changed);
      if (mode != null) {
        Files.setPosixFilePermissions(begun, mode);
      }
      Files.move(
          begun, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  /** Who may read it: as before, or its owner and, where it can be shared, others. */
  private @Nullable Set<PosixFilePermission> mode(Path target) throws IOException {
    if (Files.getFileAttributeView(exists ? target : target.getRoot(), PosixFileAttributeView.class)
        == null) {
      return null;
    }
    return exists
        ? Files.getPosixFilePermissions(target)
        : PosixFilePermissions.fromString("rw-r--r--");
  }
}
