package dev.tercet.server.perform;

import dev.tercet.server.agent.tools.RunTools;
import dev.tercet.server.process.Confinement;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.sandbox.Rights;
import dev.tercet.server.sandbox.Walls;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The cage of each run and each command, by what it is for. */
final class Fences {

  private final Cage cage;
  private final Places places;

  /** Whether a command may reach the network: the settings of the user say. */
  private final boolean network;

  Fences(Cage cage, Places places, boolean network) {
    this.cage = cage;
    this.places = places;
    this.network = network;
  }

  /** Whether what is confined is held back, rather than only asked to behave. */
  boolean hold() {
    return cage.enforcement().isEnforced();
  }

  /** A builder writes its worktree, a planner its artifacts, a reviewer nothing. */
  Confinement ofRun(
      Task task, RunRecord run, Chosen chosen, Path directory, @Nullable RunTools tools) {
    Role role = task.step(run.step()).role();
    List<Path> writable =
        role == Role.PLAN ? List.of(ArtifactFiles.folder(task, directory)) : List.of();
    List<Path> visible = new ArrayList<>(chosen.lodging().visible());
    if (tools != null) {
      visible.addAll(tools.needs());
    }
    return cage.confinement(
        new Walls(
            role == Role.BUILD ? Rights.WRITE : Rights.READ,
            directory,
            made(places.temp(run.id())),
            made(places.cageHome(task, home(role, run))),
            writable,
            chosen.lodging().logins(),
            visible,
            sealed(task, directory),
            chosen.lodging().network()));
  }

  /** What setup left in its home is there for the build; whoever judges has a home of its own. */
  private static String home(Role role, RunRecord run) {
    return switch (role) {
      case BUILD, CHECK -> "build";
      case PLAN, REVIEW -> role.name().toLowerCase(Locale.ROOT) + "-" + run.preset();
    };
  }

  /** A command has a builder's rights and none of its keys. */
  Confinement ofCommand(Task task, Path directory, Path temp) {
    boolean own = directory.toString().equals(task.workspace().path());
    return cage.confinement(
        new Walls(
            Rights.WRITE,
            directory,
            made(temp),
            made(places.cageHome(task, own ? "build" : "train")),
            List.of(),
            List.of(),
            List.of(),
            sealed(task, directory),
            network));
  }

  private static List<Path> sealed(Task task, Path directory) {
    return List.of(
        directory.resolve(".git"),
        Path.of(task.charter().commonDir()),
        Path.of(task.charter().gitDir()));
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }
}
