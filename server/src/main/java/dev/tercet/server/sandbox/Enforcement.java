package dev.tercet.server.sandbox;

import java.util.List;

/** What of the cage this machine enforces, found out by trying. */
public sealed interface Enforcement {

  /**
   * Everything that {@code docs/security.md} says of the cage.
   *
   * @param program what builds it, with its version
   * @param limits what should be known all the same, in words
   */
  record Enforced(String program, List<String> limits) implements Enforcement {
    public Enforced {
      limits = List.copyOf(limits);
    }
  }

  /**
   * Nothing: children run with the user's own rights.
   *
   * @param reason why, in words
   * @param remedy what a person can do about it
   */
  record NotEnforced(String reason, String remedy) implements Enforcement {}

  /** Whether children are caged. */
  default boolean isEnforced() {
    return this instanceof Enforced;
  }

  /** In a sentence. */
  default String text() {
    return switch (this) {
      case Enforced(var program, var limits) ->
          "agents and commands run caged by "
              + program
              + (limits.isEmpty() ? "" : "; " + String.join("; ", limits));
      case NotEnforced(var reason, _) ->
          "agents and commands run without a cage: "
              + reason
              + "; writes outside of the worktree are noticed after each step, not prevented";
    };
  }
}
