import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
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
 * Makes jars fit for the ahead-of-time cache, in place: what it cannot hold is loaded and verified anew at every start.
 *
 * <p>Classes of a signed jar stay out of it, so the signatures go: the files under META-INF and the digests in the
 * manifest. Class files from before Java 6 stay out of it too, because they have no stack maps: they get some.
 */
public final class PrepareJars {

  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
  private static final int UPGRADED = ClassFile.JAVA_8_VERSION;

  private PrepareJars() {}

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
        strip(files.getPath("META-INF"));
        upgrade(files.getPath("/"));
      }
    }
  }

  private static void upgrade(Path root) throws IOException {
    ClassFile rewriting =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(hierarchy(root)));
    List<Path> classes;
    try (Stream<Path> files = Files.walk(root)) {
      classes = files.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : classes) {
      if (version(file) < FIRST_WITH_STACK_MAPS) {
        byte[] upgraded = rewriting.transformClass(rewriting.parse(Files.readAllBytes(file)), upgrade());
        Files.write(file, upgraded);
      }
    }
  }

  /** Names the newer version, and passes each method's code through, so that its stack maps are made. */
  private static ClassTransform upgrade() {
    ClassTransform newer =
        (writer, element) -> {
          if (element instanceof ClassFileVersion) {
            writer.withVersion(UPGRADED, 0);
          } else {
            writer.with(element);
          }
        };
    return newer.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL));
  }

  /** Stack maps name the nearest common class of two, so the classes of the jar have to be known. */
  private static ClassHierarchyResolver hierarchy(Path root) {
    return ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String name = type.descriptorString();
              Path file = root.resolve(name.substring(1, name.length() - 1) + ".class");
              try {
                return Files.exists(file) ? Files.newInputStream(file) : null;
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            })
        .orElse(ClassHierarchyResolver.defaultResolver())
        .cached();
  }

  /** The major version of a class file: the two bytes behind its magic number and its minor version. */
  private static int version(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(6);
      return in.readUnsignedShort();
    }
  }

  private static void strip(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path signature : files.filter(PrepareJars::isSignature).toList()) {
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
