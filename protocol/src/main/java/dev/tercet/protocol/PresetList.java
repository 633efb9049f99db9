package dev.tercet.protocol;

import java.util.List;

/** The presets that a step can be bound to, by name. */
public record PresetList(List<PresetView> presets) {
  public PresetList {
    presets = List.copyOf(presets);
  }
}
