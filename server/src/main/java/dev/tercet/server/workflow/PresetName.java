package dev.tercet.server.workflow;

/** The name of a choice of agent, model and options: {@code planner}, {@code reviewer-a}. */
public record PresetName(String value) implements Comparable<PresetName> {

  public PresetName {
    if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "a preset name has letters, digits, dots, dashes and underscores: \"" + value + "\"");
    }
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
