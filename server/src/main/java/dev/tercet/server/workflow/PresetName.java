package dev.tercet.server.workflow;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of a choice of agent, model and options: {@code planner}, {@code reviewer-a}. */
public record PresetName(String value) implements Comparable<PresetName> {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public PresetName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a preset name has letters, digits, dots, dashes and underscores: \"" + value + "\"");
    }
  }

  /**
   * The role that the name itself says, for a preset that nobody defined: {@code opus-planner}
   * plans. Nothing where no part of the name is a role's word, or parts contradict each other.
   */
  public Optional<Role> impliedRole() {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String part : value.toLowerCase(Locale.ROOT).split("[._-]", -1)) {
      switch (part) {
        case "planner" -> roles.add(Role.PLAN);
        case "builder" -> roles.add(Role.BUILD);
        case "reviewer" -> roles.add(Role.REVIEW);
        default -> {}
      }
    }
    return roles.size() == 1 ? Optional.of(roles.iterator().next()) : Optional.empty();
  }

  @Override
  public int compareTo(PresetName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
