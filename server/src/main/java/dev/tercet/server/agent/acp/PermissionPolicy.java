package dev.tercet.server.agent.acp;

import dev.tercet.server.agent.Answered;
import dev.tercet.server.agent.Permit;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.workflow.Role;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which of its tools an agent may use, by its role. A policy, not a wall: what an agent does
 * without asking is held back by its cage and found by looking at the tree afterwards.
 */
final class PermissionPolicy {

  private static final Set<String> CHANGING = Set.of("edit", "delete", "move");

  private final SessionRequest request;

  PermissionPolicy(SessionRequest request) {
    this.request = request;
  }

  /**
   * What was decided, and why, in words for a person.
   *
   * @param asks whether the human has the last word on what would be allowed
   */
  record Verdict(boolean allowed, boolean asks, String reason) {

    Verdict(boolean allowed, String reason) {
      this(allowed, false, reason);
    }
  }

  /**
   * Decides on one call: the preset's permits can narrow what the role allows, never widen it.
   *
   * @param kind the protocol's word: {@code read}, {@code edit}, {@code execute} …
   * @param paths what it is about, absolute or relative to the directory
   */
  Verdict decide(String kind, Collection<String> paths) {
    Verdict role = byRole(kind, paths);
    Permit permit = request.permits().getOrDefault(kind, Permit.ALLOW);
    if (!role.allowed()) {
      return role;
    }
    return switch (permit) {
      case ALLOW -> role;
      case DENY ->
          new Verdict(false, "preset " + request.preset() + " denies tools of kind " + kind);
      case ASK ->
          new Verdict(true, true, "preset " + request.preset() + " asks for tools of kind " + kind);
    };
  }

  /** What the human answered to this question when an earlier run of the same work put it. */
  Optional<String> answered(String question) {
    return request.answers().stream()
        .filter(answered -> answered.question().equals(question))
        .map(Answered::answer)
        .reduce((_, last) -> last);
  }

  /** Decides by the role alone. */
  private Verdict byRole(String kind, Collection<String> paths) {
    boolean changes = CHANGING.contains(kind);
    return switch (request.role()) {
      case BUILD, CHECK -> changes ? inside(paths) : allowed(kind);
      case PLAN ->
          changes
              ? insideArtifacts(paths)
              : kind.equals("switch_mode")
                  ? new Verdict(false, "a planner stays in the mode it was started in")
                  : allowed(kind);
      case REVIEW -> changes ? new Verdict(false, "a reviewer changes nothing") : allowed(kind);
    };
  }

  private Verdict allowed(String kind) {
    return new Verdict(true, word(request.role()) + " may use tools of kind " + kind);
  }

  private Verdict inside(Collection<String> paths) {
    for (String path : paths) {
      if (!isUnder(path, request.directory()) && !isUnder(path, request.temp())) {
        return new Verdict(false, path + " is outside of the worktree");
      }
    }
    return new Verdict(true, "a builder may change what is in its worktree");
  }

  private Verdict insideArtifacts(Collection<String> paths) {
    if (paths.isEmpty()) {
      return new Verdict(false, "a planner may change artifacts only, and no path is named");
    }
    for (String path : paths) {
      if (!isArtifact(path) && !isUnder(path, request.temp())) {
        return new Verdict(false, "a planner may change artifacts only, not " + path);
      }
    }
    return new Verdict(true, "a planner may change artifacts");
  }

  /** Where the worktree's root stands for the artifacts' folder, what lies deeper is code. */
  private boolean isArtifact(String path) {
    if (!isUnder(path, request.artifacts())) {
      return false;
    }
    Path root = request.directory().normalize();
    return !request.artifacts().normalize().equals(root)
        || root.equals(root.resolve(path).normalize().getParent());
  }

  private boolean isUnder(String path, Path folder) {
    try {
      return request.directory().resolve(path).normalize().startsWith(folder.normalize());
    } catch (InvalidPathException _) {
      // What cannot be a path is not inside of anything.
      return false;
    }
  }

  private static String word(Role role) {
    return switch (role) {
      case PLAN -> "a planner";
      case BUILD -> "a builder";
      case REVIEW -> "a reviewer";
      case CHECK -> "a " + role.name().toLowerCase(Locale.ROOT);
    };
  }
}
