package dev.tercet.server.app;

import dev.tercet.protocol.PresetView;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.catalogue.Families;
import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Preset;
import dev.tercet.server.settings.Setting;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Of which family a preset's models are, and which reviewers share the builder's. */
final class Independence {

  private final Resolution resolution;
  private final Families families = Families.bundled();

  Independence(Resolution resolution) {
    this.resolution = resolution;
  }

  /** What the preset says, else what its model's name says, else its agent. */
  String family(Preset preset, Resolved resolved, Settings settings) {
    if (preset.family() != null) {
      return preset.family();
    }
    String known = resolved.family().isBlank() ? Families.UNKNOWN : resolved.family();
    String model = preset.model() != null ? preset.model() : resolved.model();
    return model == null || resolved.script() != null
        ? known
        : families.with(settings.get(Key.FAMILIES).value()).of(model).orElse(known);
  }

  /**
   * What makes reviewers of a workflow less independent than they look: a reviewing preset of a
   * building preset's family.
   */
  List<String> warnings(Workflow workflow, Settings settings) {
    Map<String, PresetName> builders = new TreeMap<>();
    for (PresetName builder : presets(workflow, Role.BUILD)) {
      family(builder, settings).ifPresent(family -> builders.putIfAbsent(family, builder));
    }
    List<String> warnings = new ArrayList<>();
    for (PresetName reviewer : presets(workflow, Role.REVIEW)) {
      family(reviewer, settings)
          .filter(builders::containsKey)
          .ifPresent(
              family ->
                  warnings.add(
                      "%s reviews with the family that %s builds with (%s), so it counts for less: choose another with --preset %s=…"
                          .formatted(
                              reviewer,
                              builders.getOrDefault(family, reviewer),
                              family,
                              reviewer)));
    }
    return warnings;
  }

  /** The same for presets by the roles that they say. */
  static List<String> warnings(List<PresetView> all) {
    List<String> warnings = new ArrayList<>();
    Optional<PresetView> builder =
        all.stream().filter(preset -> preset.name().equals("builder")).findFirst();
    for (PresetView preset : all) {
      boolean same =
          preset.role() == dev.tercet.protocol.Role.REVIEW
              && preset.family() != null
              && !preset.family().equals(Families.UNKNOWN)
              && builder.map(PresetView::family).filter(preset.family()::equals).isPresent();
      if (same) {
        warnings.add(
            "preset %s is of the builder's family (%s), so its reviews count for less"
                .formatted(preset.name(), preset.family()));
      }
    }
    return warnings;
  }

  private static List<PresetName> presets(Workflow workflow, Role role) {
    return workflow.steps().stream()
        .filter(step -> step.role() == role)
        .flatMap(step -> step.agents().stream())
        .distinct()
        .toList();
  }

  /** The family of a preset's models; empty where nobody knows. */
  private Optional<String> family(PresetName name, Settings settings) {
    try {
      return settings
          .preset(name)
          .map(Setting::value)
          .map(preset -> family(preset, resolution.resolved(null, preset, settings), settings))
          .filter(family -> !family.equals(Families.UNKNOWN));
    } catch (AgentException cannotBeHad) {
      // That it has no agent is told where it matters.
      return Optional.empty();
    }
  }
}
