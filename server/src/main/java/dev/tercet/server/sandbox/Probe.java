package dev.tercet.server.sandbox;

import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.sandbox.Enforcement.Enforced;
import dev.tercet.server.sandbox.Enforcement.NotEnforced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds a cage like any other and looks from both sides whether its walls hold. */
final class Probe {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_OUTPUT = 16_000;

  /** Prints a word for each wall that has a hole; what it writes is looked at from outside. */
  private static final String SCRIPT =
      """
      echo inside > inside || echo worktree-not-writable
      (echo changed > sealed) 2>/dev/null && echo sealed-file-writable
      (echo changed > "$1/secret") 2>/dev/null
      test -e "$1/there" && echo home-of-tercet-visible
      test "$(grep -c ' / / ro' /proc/self/mountinfo)" -ge 1 || echo root-writable
      test -d "/proc/$2" && test "$2" -gt 64 && echo processes-visible
      grep -q '^CapEff:.*[1-9a-f]' /proc/self/status && echo capabilities-left
      exit 0
      """;

  private final Processes processes;
  private final Grounds grounds;
  private final Path scratch;

  Probe(Processes processes, Grounds grounds, Path scratch) {
    this.processes = processes;
    this.grounds = grounds;
    this.scratch = scratch;
  }

  Enforcement run(Path wrapper) {
    try {
      Files.createDirectories(scratch);
      Path folder = Files.createTempDirectory(scratch, "probe-");
      try {
        return run(wrapper, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      return new NotEnforced("the probe could not be set up: " + e.getMessage(), "free some disk");
    } catch (ProcessException e) {
      return new NotEnforced(String.valueOf(e.getMessage()), "reinstall bubblewrap");
    }
  }

  private Enforcement run(Path wrapper, Path folder) throws IOException {
    Path worktree = Files.createDirectory(folder.resolve("worktree"));
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    Files.writeString(hidden.resolve("there"), "");
    Files.writeString(hidden.resolve("secret"), "kept");
    Path sealed = Files.writeString(worktree.resolve("sealed"), "kept");
    Walls walls =
        new Walls(
            Rights.WRITE,
            worktree,
            Files.createDirectory(folder.resolve("tmp")),
            Files.createDirectory(folder.resolve("home")),
            List.of(),
            List.of(),
            List.of(),
            List.of(sealed),
            true);
    List<Path> more = new ArrayList<>(grounds.hidden());
    more.add(hidden);
    Grounds here = new Grounds(grounds.environment(), more, List.of(), List.of());
    String own = Long.toString(ProcessHandle.current().pid());
    Path shell = Path.of("/bin/sh");
    ProcessSpec spec =
        new ProcessSpec(
            List.of(shell.toString(), "-c", SCRIPT, "probe", hidden.toString(), own),
            worktree,
            Map.of("PATH", "/usr/bin:/bin"),
            TIMEOUT,
            MOST_OUTPUT);
    ProcessResult result = processes.run(Cage.caged(wrapper, here, walls, shell, spec));
    if (!result.succeeded()) {
      return failed(result);
    }
    List<String> holes = new ArrayList<>(result.out().text().lines().toList());
    if (!Files.readString(hidden.resolve("secret")).equals("kept")) {
      holes.add("hidden-file-writable");
    }
    if (!Files.readString(sealed).equals("kept")) {
      holes.add("sealed-file-changed");
    }
    if (!Files.exists(worktree.resolve("inside"))) {
      holes.add("worktree-not-written");
    }
    return holes.isEmpty()
        ? new Enforced(version(wrapper), limits())
        : new NotEnforced(
            "the probe cage has holes: " + String.join(", ", holes),
            "report it with `bwrap --version` and the system's name");
  }

  private static NotEnforced failed(ProcessResult result) {
    String said = result.err().text().strip().lines().findFirst().orElse("it said nothing");
    return new NotEnforced(
        "bubblewrap cannot build one here (exit %d: %s)".formatted(result.exitCode(), said),
        "allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1, or an"
            + " AppArmor profile for bwrap); in a container they need a security profile that"
            + " permits them");
  }

  private String version(Path wrapper) {
    ProcessResult result =
        processes.run(
            new ProcessSpec(
                List.of(wrapper.toString(), "--version"),
                scratch,
                Map.of("PATH", "/usr/bin:/bin"),
                TIMEOUT,
                MOST_OUTPUT));
    return result.out().text().strip();
  }

  private static List<String> limits() {
    List<String> limits = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      limits.add(
          "the daemon runs as root, so that what only root may read outside of its home can be"
              + " read in the cage too");
    }
    return limits;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((left, right) -> right.compareTo(left)).toList()) {
        Files.delete(file);
      }
    }
  }
}
