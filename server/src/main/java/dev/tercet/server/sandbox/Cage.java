package dev.tercet.server.sandbox;

import dev.tercet.server.process.Confinement;
import dev.tercet.server.process.Executables;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.sandbox.Enforcement.NotEnforced;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts children behind walls, with bubblewrap on Linux.
 *
 * <p>What it can enforce is found out once, by a probe, when it is first asked. A caged command is
 * the same command behind bubblewrap and its arguments, with the same environment; no shell reads
 * any of it. The process that the daemon sees and ends is bubblewrap's, whose end is the end of
 * everything in the cage. Safe for any thread.
 */
public final class Cage {

  /** Whether children are caged, as the user's settings say. */
  public enum Use {
    /** Where the machine can. */
    AUTO,
    /** Always: where the machine cannot, nothing runs. */
    REQUIRED,
    /** Never. */
    OFF
  }

  private static final String PROGRAM = "bwrap";

  private final Use use;
  private final Grounds grounds;
  private final Probe probe;
  private @Nullable Enforcement known;

  /**
   * @param scratch the daemon's own folder for what is short-lived, absolute
   */
  public Cage(Processes processes, Use use, Grounds grounds, Path scratch) {
    this.use = use;
    this.grounds = grounds;
    this.probe = new Probe(processes, grounds, scratch);
  }

  /** What this machine enforces; the first call tries it out, which takes some 20 ms. */
  public synchronized Enforcement enforcement() {
    Enforcement found = known;
    return found == null ? probeAgain() : found;
  }

  /** Tries again: something may have been installed since. */
  public synchronized Enforcement probeAgain() {
    Enforcement found =
        use == Use.OFF
            ? new NotEnforced(
                "it is switched off (cage.use)", "take \"cage.use\" out of your settings.json")
            : program()
                .map(probe::run)
                .orElseGet(
                    () ->
                        new NotEnforced(
                            "bubblewrap is not installed",
                            "on Linux install it: apt-get install bubblewrap"));
    known = found;
    return found;
  }

  /** What a child passes through before it is started behind these walls. */
  public Confinement confinement(Walls walls) {
    return spec -> around(spec, walls);
  }

  private ProcessSpec around(ProcessSpec spec, Walls walls) {
    if (enforcement() instanceof NotEnforced(var reason, var remedy)) {
      if (use == Use.REQUIRED) {
        throw new ProcessException(
            spec.command(),
            "%s is not started without a cage, as cage.use is required: %s; %s"
                .formatted(spec.command().getFirst(), reason, remedy),
            null);
      }
      return spec;
    }
    Optional<Path> started = started(spec);
    Optional<Path> wrapper = program();
    // A program that is not there is told by whoever starts it, in the same words as ever.
    return started.isEmpty() || wrapper.isEmpty()
        ? spec
        : caged(wrapper.get(), grounds, walls, started.get(), spec);
  }

  static ProcessSpec caged(
      Path wrapper, Grounds grounds, Walls walls, Path program, ProcessSpec spec) {
    List<String> command = new ArrayList<>(List.of(wrapper.toString()));
    command.addAll(Mounts.of(grounds, walls, program, spec));
    command.add(program.toString());
    command.addAll(spec.command().subList(1, spec.command().size()));
    return new ProcessSpec(
        command, spec.directory(), spec.environment(), spec.timeout(), spec.outputLimit());
  }

  private Optional<Path> program() {
    return Executables.find(PROGRAM, grounds.environment());
  }

  private static Optional<Path> started(ProcessSpec spec) {
    String name = spec.command().getFirst();
    if (name.contains("/")) {
      return Optional.of(spec.directory().resolve(name)).filter(file -> file.toFile().canExecute());
    }
    return Executables.find(name, spec.environment());
  }
}
