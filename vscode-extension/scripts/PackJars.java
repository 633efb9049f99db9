import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars anew for a package: uncompressed, because the package compresses them and does it better where it sees all
 * of a jar at once; without what only debuggers read; of native libraries those of one platform.
 *
 * <p>{@code PackJars NATIVE CLASSES JAR…}: NATIVE is the folder of that platform in the jar of the database, such as
 * {@code Linux/x86_64}; into CLASSES go all classes, for jdeps, which stumbles over the descriptors of jars.
 */
public final class PackJars {

  private static final String NATIVES = "org/sqlite/native/";

  private PackJars() {}

  public static void main(String[] words) throws IOException {
    String own = NATIVES + words[0] + "/";
    Path classes = Path.of(words[1]);
    boolean hasOwn = false;
    for (String jar : List.of(words).subList(2, words.length)) {
      hasOwn |= pack(Path.of(jar), own, classes);
    }
    if (!hasOwn) {
      throw new IOException("no jar has a native library in " + own);
    }
  }

  private static boolean pack(Path jar, String own, Path classes) throws IOException {
    boolean hasOwn = false;
    var written = new ByteArrayOutputStream();
    try (var in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(jar)));
        var out = new ZipOutputStream(written)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        boolean isOwn = name.startsWith(own);
        if (entry.isDirectory()
            || name.startsWith("META-INF/maven/")
            || (name.startsWith(NATIVES) && !isOwn)) {
          continue;
        }
        hasOwn |= isOwn;
        byte[] content = in.readAllBytes();
        if (name.endsWith(".class")) {
          content = DropNames.without(content, name.startsWith("dev/tercet/"));
          keep(classes, name, content);
        }
        put(out, name, content);
      }
    }
    Files.write(jar, written.toByteArray());
    return hasOwn;
  }

  private static void keep(Path classes, String name, byte[] content) throws IOException {
    if (!name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
      Path file = classes.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
  }

  /** Always with the same time, so that the same jars come out the same. */
  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    var sum = new CRC32();
    sum.update(content);
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    entry.setTime(0);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
