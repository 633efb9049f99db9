import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Takes the signatures out of jars: the files under META-INF and the digests in the manifest. Classes of a signed jar
 * stay out of the ahead-of-time cache, which makes the start three times as long.
 */
public final class StripSignatures {

  private StripSignatures() {}

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
        strip(files.getPath("META-INF"));
      }
    }
  }

  private static void strip(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path signature : files.filter(StripSignatures::isSignature).toList()) {
        Files.delete(signature);
      }
    }
    Path file = folder.resolve("MANIFEST.MF");
    if (Files.exists(file)) {
      stripDigests(file);
    }
  }

  private static boolean isSignature(Path file) {
    String name = file.getFileName().toString().toUpperCase(Locale.ROOT);
    return Stream.of(".SF", ".RSA", ".DSA", ".EC").anyMatch(name::endsWith);
  }

  private static void stripDigests(Path file) throws IOException {
    Manifest manifest;
    try (InputStream in = Files.newInputStream(file)) {
      manifest = new Manifest(in);
    }
    boolean signed = false;
    for (Attributes entry : List.copyOf(manifest.getEntries().values())) {
      signed |= entry.keySet().removeIf(name -> name.toString().endsWith("-Digest"));
    }
    if (!signed) {
      return;
    }
    manifest.getEntries().values().removeIf(Attributes::isEmpty);
    try (OutputStream out = Files.newOutputStream(file)) {
      manifest.write(out);
    }
  }
}
