package dev.tercet.server.settings;

import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All settings as they hold for one task: task over repository over user over default. Presets and
 * agents are laid over each other by name, each as a whole. Immutable.
 */
public final class Settings {

  /** Settings and what was wrong with the files that they come from. */
  public record Read(Settings settings, List<SettingsProblem> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  private final Map<Key<?>, Setting<?>> values;
  private final Map<PresetName, Setting<Preset>> presets;
  private final Map<String, Setting<AgentEntry>> agents;

  private Settings(
      Map<Key<?>, Setting<?>> values,
      Map<PresetName, Setting<Preset>> presets,
      Map<String, Setting<AgentEntry>> agents) {
    this.values = values;
    this.presets = presets;
    this.agents = agents;
  }

  /** What holds where nobody set anything. */
  public static Settings defaults() {
    return read(List.of()).settings();
  }

  /**
   * Lays the files over each other. A file that is no JSON is reported and counts for nothing; so
   * does a single value that is wrong.
   *
   * @param files of one origin in the order in which the later wins
   */
  public static Read read(List<SettingsFile> files) {
    Map<Key<?>, Setting<?>> values = new LinkedHashMap<>();
    Map<PresetName, Setting<Preset>> presets = new TreeMap<>();
    Map<String, Setting<AgentEntry>> agents = new TreeMap<>();
    Key.PRESETS
        .standard()
        .forEach((name, preset) -> presets.put(name, new Setting<>(preset, Origin.DEFAULT, false)));
    List<SettingsProblem> problems = new ArrayList<>();
    List<SettingsFile> ordered = new ArrayList<>(files);
    ordered.sort(Comparator.comparing(SettingsFile::origin));
    for (SettingsFile file : ordered) {
      Report report = new Report(file);
      Flat flat = Flat.of(file, report);
      for (Key<?> key : Key.simple()) {
        flat.read(key, report).ifPresent(value -> values.put(key, of(value, file, key.runs())));
      }
      flat.read(Key.PRESETS, report)
          .orElse(Map.of())
          .forEach((name, preset) -> presets.put(name, of(preset, file, brings(preset))));
      flat.read(Key.AGENTS, report)
          .orElse(Map.of())
          .forEach((id, agent) -> agents.put(id, of(agent, file, true)));
      problems.addAll(report.problems());
    }
    return new Read(new Settings(Map.copyOf(values), presets, agents), problems);
  }

  /** The value of a setting with its origin; for presets and agents ask by name. */
  @SuppressWarnings("unchecked") // A key's value is only ever put in as its own shape read it.
  public <T> Setting<T> get(Key<T> key) {
    @Nullable Setting<?> found = values.get(key);
    return found == null
        ? new Setting<>(key.standard(), Origin.DEFAULT, false)
        : (Setting<T>) found;
  }

  private static <T> Setting<T> of(T value, SettingsFile file, boolean runs) {
    return new Setting<>(value, file.origin(), runs && file.origin() == Origin.REPOSITORY);
  }

  /** Whether a preset does more than choose: runs something, passes options or shows secrets. */
  private static boolean brings(Preset preset) {
    return preset.command() != null
        || preset.script() != null
        || preset.network() != null
        || !preset.options().isEmpty()
        || !preset.env().isEmpty();
  }

  /** Every preset by name. */
  public Map<PresetName, Setting<Preset>> presets() {
    return Collections.unmodifiableMap(presets);
  }

  /**
   * The preset of that name; for an undefined one with a role's word in its name ({@code
   * opus-planner}) the predefined one of that role, whose own name tells the difference.
   */
  public Optional<Setting<Preset>> preset(PresetName name) {
    @Nullable Setting<Preset> found = presets.get(name);
    if (found != null) {
      return Optional.of(found);
    }
    return name.impliedRole()
        .map(
            role ->
                switch (role) {
                  case PLAN -> "planner";
                  case BUILD -> "builder";
                  case REVIEW, CHECK -> "reviewer";
                })
        .map(word -> presets.get(new PresetName(word)));
  }

  /** What each preset does: all that reading a template needs. */
  public Map<PresetName, Role> presetRoles() {
    Map<PresetName, Role> roles = new TreeMap<>();
    presets.forEach((name, preset) -> roles.put(name, preset.value().role()));
    return roles;
  }

  /** Every configured agent by id. */
  public Map<String, Setting<AgentEntry>> agents() {
    return Collections.unmodifiableMap(agents);
  }
}
