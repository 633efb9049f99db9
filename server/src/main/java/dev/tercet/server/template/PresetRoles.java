package dev.tercet.server.template;

import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The presets that are defined, and the role of each: all that a template must know of them. */
public record PresetRoles(Map<PresetName, Role> roles) {

  /** Planner, builder, reviewer and three reviewers to set against each other. */
  public static final PresetRoles PREDEFINED =
      new PresetRoles(
          Map.of(
              new PresetName("planner"), Role.PLAN,
              new PresetName("builder"), Role.BUILD,
              new PresetName("reviewer"), Role.REVIEW,
              new PresetName("reviewer-a"), Role.REVIEW,
              new PresetName("reviewer-b"), Role.REVIEW,
              new PresetName("reviewer-c"), Role.REVIEW));

  public PresetRoles {
    roles = Map.copyOf(roles);
  }

  /** The predefined ones and these; one of the same name replaces the predefined one. */
  public static PresetRoles with(Map<PresetName, Role> own) {
    Map<PresetName, Role> all = new TreeMap<>(PREDEFINED.roles);
    all.putAll(own);
    return new PresetRoles(all);
  }

  public boolean isDefined(PresetName preset) {
    return roles.containsKey(preset);
  }

  /** What the preset does: as defined, else as a part of its name says. */
  public Optional<Role> roleOf(PresetName preset) {
    @Nullable Role defined = roles.get(preset);
    return defined != null ? Optional.of(defined) : preset.impliedRole();
  }

  /**
   * The defined preset whose agent and model the name stands for: itself, or for an undefined name
   * with a role's word in it the preset of that word.
   */
  public Optional<PresetName> binding(PresetName preset) {
    return isDefined(preset)
        ? Optional.of(preset)
        : preset.impliedRole().flatMap(PresetRoles::standard).filter(this::isDefined);
  }

  /** The predefined preset of a role; none for a check, which no model does. */
  public static Optional<PresetName> standard(Role role) {
    return switch (role) {
      case PLAN -> Optional.of(new PresetName("planner"));
      case BUILD -> Optional.of(new PresetName("builder"));
      case REVIEW -> Optional.of(new PresetName("reviewer"));
      case CHECK -> Optional.empty();
    };
  }

  Collection<String> names() {
    return roles.keySet().stream().map(PresetName::value).toList();
  }
}
