package dev.tercet.server.sandbox;

import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arguments of bubblewrap that build one cage. A later one is laid over an earlier one, so that
 * the order is: everything read-only, what is hidden, what is shown again, what is writable, what
 * is sealed.
 */
final class Mounts {

  /** Others' files, sockets of the session and of the system, and what the machine forgets. */
  private static final List<Path> HIDDEN =
      List.of(Path.of("/var/tmp"), Path.of("/run"), Path.of("/home"));

  private static final Path TEMP = Path.of("/tmp");

  private final Grounds grounds;
  private final Walls walls;
  private final Path program;
  private final List<String> arguments = new ArrayList<>();

  private Mounts(Grounds grounds, Walls walls, Path program) {
    this.grounds = grounds;
    this.walls = walls;
    this.program = program;
  }

  /**
   * All of them, up to the program.
   *
   * @param program that will run inside, absolute
   * @throws ProcessException when a path that may be written leads out of the folder it belongs to
   */
  static List<String> of(Grounds grounds, Walls walls, Path program, ProcessSpec spec) {
    Mounts mounts = new Mounts(grounds, walls, program);
    mounts.add("--die-with-parent", "--new-session", "--cap-drop", "ALL");
    mounts.add("--unshare-pid", "--unshare-ipc", "--unshare-cgroup-try");
    if (!walls.network()) {
      mounts.add("--unshare-net");
    }
    mounts.add("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc");
    mounts.hide();
    mounts.show();
    mounts.open(spec);
    mounts.seal();
    mounts.add("--setenv", "TMPDIR", TEMP.toString());
    mounts.add("--chdir", spec.directory().toString(), "--");
    return mounts.arguments;
  }

  private void add(String... more) {
    arguments.addAll(List.of(more));
  }

  private void hide() {
    HIDDEN.stream()
        .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
        .forEach(folder -> add("--tmpfs", folder.toString()));
    add("--bind", walls.temp().toString(), TEMP.toString());
    homes().forEach(home -> add("--bind", walls.home().toString(), home.toString()));
    grounds.hidden().stream()
        .flatMap(folder -> real(folder).stream())
        .filter(Files::isDirectory)
        .forEach(folder -> add("--tmpfs", folder.toString()));
  }

  private void show() {
    shown()
        .distinct()
        .filter(path -> isHidden(path) || real(path).filter(this::isHidden).isPresent())
        .forEach(path -> bind("--ro-bind", path));
    homes()
        .forEach(
            home ->
                grounds.caches().stream()
                    .map(path -> home.resolve(path).normalize())
                    .filter(path -> isBelow(path, home))
                    .forEach(path -> bind("--bind", path)));
    walls.shared().forEach(path -> bind("--bind", path));
  }

  private Stream<Path> shown() {
    Stream<Path> named =
        Stream.concat(Stream.of(Path.of("/etc/resolv.conf")), walls.visible().stream());
    Stream<Path> settings =
        Stream.concat(Grounds.TOOLS.stream(), grounds.readable().stream())
            .flatMap(path -> homes().map(home -> home.resolve(path)));
    return Stream.of(named, settings, searched(), installation(program)).flatMap(paths -> paths);
  }

  /** The folders of PATH, with the whole installation where one is a {@code bin}. */
  private Stream<Path> searched() {
    Map<String, String> environment = grounds.environment();
    String java = environment.getOrDefault("JAVA_HOME", "");
    return Stream.concat(
            Stream.of(environment.getOrDefault("PATH", "").split(":", -1)), Stream.of(java))
        .filter(entry -> entry.startsWith("/"))
        .map(Path::of)
        .filter(entry -> isHidden(entry) && homes().noneMatch(entry::equals))
        .flatMap(entry -> Stream.concat(Stream.of(entry), parentOfBin(entry)));
  }

  private Stream<Path> parentOfBin(Path entry) {
    Path parent = entry.getParent();
    boolean whole =
        entry.endsWith("bin")
            && parent != null
            && !parent.endsWith(".local")
            && homes().noneMatch(home -> home.startsWith(parent));
    return whole ? Stream.of(parent) : Stream.empty();
  }

  /** The program, its real file, and the outermost module folder that this lies in. */
  private Stream<Path> installation(Path file) {
    Optional<Path> real = real(file);
    if (real.isEmpty() || !isHidden(real.get())) {
      return Stream.of(file);
    }
    Path whole = real.get();
    for (Path at = real.get(); at != null; at = at.getParent()) {
      whole = at.endsWith("node_modules") ? at : whole;
    }
    return Stream.of(file, whole);
  }

  private void open(ProcessSpec spec) {
    Path directory = need(walls.directory(), spec);
    bind(walls.rights() == Rights.WRITE ? "--bind" : "--ro-bind", directory);
    bind("--bind", walls.temp());
    for (Path writable : walls.writable()) {
      Path real = need(writable, spec);
      if (!real.startsWith(directory)) {
        throw new ProcessException(
            spec.command(),
            "%s leads to %s, out of %s: it is not opened for writing; delete the link"
                .formatted(writable, real, directory),
            null);
      }
      bind("--bind", real);
    }
  }

  private void seal() {
    walls.sealed().stream()
        .filter(path -> !Files.isSymbolicLink(path))
        .forEach(path -> bind("--ro-bind", path));
  }

  /**
   * Where it really lies, and under its own name where the links that led there are hidden. Neither
   * a socket nor a device is ever shown.
   */
  private void bind(String how, Path path) {
    Optional<Path> real =
        real(path).filter(found -> Files.isDirectory(found) || Files.isRegularFile(found));
    if (real.isPresent()) {
      clear(path);
      clear(real.get());
      add(how, real.get().toString(), real.get().toString());
      if (!real.get().equals(path) && isHidden(path)) {
        add(how, real.get().toString(), path.toString());
      }
    }
  }

  /**
   * Takes links out of the way that a child left in its own home: what is mounted there would be
   * put, and its place be made, where the link leads.
   */
  private void clear(Path mounted) {
    for (Path home : homes().filter(mounted::startsWith).toList()) {
      Path at = walls.home();
      for (Path name : home.relativize(mounted)) {
        at = at.resolve(name);
        if (Files.isSymbolicLink(at)) {
          delete(at);
        }
      }
    }
  }

  private void delete(Path link) {
    try {
      Files.delete(link);
    } catch (IOException e) {
      throw new ProcessException(
          List.of(program.toString()), "the link " + link + " is in the way of a cage: " + e, e);
    }
  }

  private static Path need(Path path, ProcessSpec spec) {
    return real(path)
        .orElseThrow(
            () ->
                new ProcessException(
                    spec.command(), "the cage needs " + path + ", which is not there", null));
  }

  /** The user's home as the environment has it and where it really lies; none for the root. */
  private Stream<Path> homes() {
    String home = grounds.environment().getOrDefault("HOME", "");
    if (!home.startsWith("/")) {
      return Stream.empty();
    }
    Path given = Path.of(home).normalize();
    return Stream.concat(Stream.of(given), real(given).stream())
        .distinct()
        .filter(path -> path.getNameCount() > 0 && Files.isDirectory(path));
  }

  private boolean isHidden(Path path) {
    return Stream.of(HIDDEN.stream(), Stream.of(TEMP), homes(), grounds.hidden().stream())
        .flatMap(folders -> folders)
        .anyMatch(folder -> isBelow(path, folder));
  }

  private static boolean isBelow(Path path, Path folder) {
    return path.startsWith(folder) && !path.equals(folder);
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException _) {
      // What is not there cannot be shown.
      return Optional.empty();
    }
  }
}
