package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.builtin.Tree.Place;
import dev.tercet.server.agent.builtin.Tree.Refused;
import dev.tercet.server.workflow.Role;
import java.nio.file.Path;

/** What a role may change: a builder its worktree, a planner its artifacts, a reviewer nothing. */
final class Rights {

  private final Role role;
  private final Path artifacts;

  Rights(SessionRequest request) {
    this.role = request.role();
    this.artifacts = request.directory().normalize().relativize(request.artifacts().normalize());
  }

  /** Whether the role writes files at all. */
  boolean writes() {
    return switch (role) {
      case PLAN, BUILD -> true;
      case REVIEW, CHECK -> false;
    };
  }

  void checkWrite(Place place) throws Refused {
    switch (role) {
      case BUILD -> {}
      case PLAN -> {
        if (!isArtifact(place)) {
          throw new Refused(
              "a planner writes artifacts only, which are files in "
                  + (artifacts.toString().isEmpty() ? "the working directory itself" : artifacts)
                  + ", not "
                  + place);
        }
      }
      case REVIEW, CHECK -> throw new Refused("a reviewer changes nothing, so not " + place);
    }
  }

  /**
   * Where the working directory itself stands for the artifacts' folder, what lies deeper is code.
   */
  private boolean isArtifact(Place place) {
    if (artifacts.toString().isEmpty()) {
      return place.names().size() == 1;
    }
    Path path = Path.of(place.toString());
    return path.startsWith(artifacts) && !path.equals(artifacts);
  }
}
