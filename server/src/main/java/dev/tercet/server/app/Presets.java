package dev.tercet.server.app;

import dev.tercet.protocol.PresetList;
import dev.tercet.protocol.PresetTrial;
import dev.tercet.protocol.PresetView;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.Permit;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.builtin.BuiltinModel;
import dev.tercet.server.agent.catalogue.AgentSpec;
import dev.tercet.server.agent.catalogue.Agents;
import dev.tercet.server.agent.catalogue.KnownAgents;
import dev.tercet.server.agent.catalogue.KnownProviders;
import dev.tercet.server.limit.Source;
import dev.tercet.server.model.Endpoint;
import dev.tercet.server.perform.AgentBook;
import dev.tercet.server.perform.Chosen;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.Lodging;
import dev.tercet.server.perform.Secrets;
import dev.tercet.server.perform.Trial;
import dev.tercet.server.process.Executables;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.settings.AgentEntry;
import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Network;
import dev.tercet.server.settings.Preset;
import dev.tercet.server.settings.Setting;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.workflow.Charter;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The presets there are, and the agent that each stands for. */
public final class Presets implements AgentBook {

  private final Repositories repositories;
  private final SettingsReader settingsReader;
  private final Agents agents;
  private final Environment environment;
  private final Secrets secrets;
  private final Resolution resolution;
  private final Independence independence;
  private final Trial trial;

  public Presets(
      Repositories repositories,
      SettingsReader settingsReader,
      Agents agents,
      KnownAgents known,
      KnownProviders providers,
      Environment environment,
      Secrets secrets,
      Cage cage,
      Trial trial) {
    this.repositories = repositories;
    this.settingsReader = settingsReader;
    this.agents = agents;
    this.environment = environment;
    this.secrets = secrets;
    this.resolution = new Resolution(known, providers, environment, cage);
    this.independence = new Independence(resolution);
    this.trial = trial;
  }

  @Override
  public Chosen choose(Task task, PresetName name) {
    Settings settings =
        settingsReader.read(repositories.of(task), task.charter().base()).settings();
    Preset preset =
        settings
            .preset(name)
            .map(Setting::value)
            .orElseThrow(
                () ->
                    new AgentException(
                        TurnResult.Cause.NOT_STARTED,
                        "there is no preset \"%s\": define it in settings.json or choose another with `tercet preset`"
                            .formatted(name)));
    String script = task.charter().script();
    return chosen(name, preset, script, settings, task.charter().policy().runTimeout());
  }

  @Override
  public Optional<PresetName> fallback(Task task, PresetName name) {
    return settingsReader
        .read(repositories.of(task), task.charter().base())
        .settings()
        .preset(name)
        .flatMap(setting -> Optional.ofNullable(setting.value().fallback()));
  }

  private Chosen chosen(
      PresetName name,
      Preset preset,
      @Nullable String script,
      Settings settings,
      Duration timeout) {
    Resolved resolved = resolution.resolved(script, preset, settings);
    Map<String, String> options = new HashMap<>(resolved.inCage().options());
    options.putAll(preset.options());
    if (preset.model() != null) {
      options.put("model", preset.model());
    }
    List<String> variables = new ArrayList<>(resolved.variables());
    variables.addAll(preset.env());
    secrets.learn(environment.keys(variables));
    Setting<AgentEntry> entry =
        preset.agent() == null ? null : settings.agents().get(preset.agent());
    if (entry != null) {
      secrets.learn(Environment.keys(entry.value().env()));
    }
    return new Chosen(
        agents.of(resolved.spec()),
        source(resolved, name),
        preset.model() == null ? resolved.label() : resolved.label() + " (" + preset.model() + ")",
        independence.family(preset, resolved, settings),
        environment.named(variables),
        options,
        resolved.script(),
        lodging(resolved, preset),
        timeout,
        settings.get(Key.STALL).value(),
        settings.get(Key.OUTPUT_BYTES).value(),
        permits(preset));
  }

  /** What makes a task's reviewers less independent than they look. */
  List<String> warnings(Charter charter) {
    if (charter.script() != null) {
      return List.of(); // Scripted agents have no models.
    }
    Settings settings =
        settingsReader.read(repositories.find(charter.repository()), charter.base()).settings();
    return independence.warnings(charter.workflow(), settings);
  }

  /**
   * Refuses a task of which a step could be done by nobody: better now than after an hour. What has
   * conditions may never run, and is not looked at.
   */
  void require(Charter charter) {
    if (charter.script() != null) {
      return;
    }
    Settings settings =
        settingsReader.read(repositories.find(charter.repository()), charter.base()).settings();
    Map<String, List<PresetName>> lacking = new LinkedHashMap<>();
    charter.workflow().steps().stream()
        .filter(step -> !step.done() && step.conditions().isEmpty())
        .flatMap(step -> step.agents().stream())
        .distinct()
        .forEach(
            name ->
                unusable(name, settings)
                    .ifPresent(
                        why -> lacking.computeIfAbsent(why, _ -> new ArrayList<>()).add(name)));
    if (!lacking.isEmpty()) {
      throw Denied.because(
          ProtocolError.REFUSED,
          "no-agent",
          lacking.entrySet().stream()
              .map(entry -> "nobody can be %s: %s".formatted(all(entry.getValue()), entry.getKey()))
              .collect(Collectors.joining("; ")));
    }
  }

  private static String all(List<PresetName> names) {
    return names.stream().map(PresetName::value).collect(Collectors.joining(", "));
  }

  /** Why neither the preset nor one that it falls back on has an agent. */
  private Optional<String> unusable(PresetName name, Settings settings) {
    String first = null;
    Set<PresetName> tried = new HashSet<>();
    for (PresetName next = name; next != null && tried.add(next); ) {
      Optional<Preset> preset = settings.preset(next).map(Setting::value);
      Optional<String> why =
          preset.isEmpty()
              ? Optional.of(
                  "there is no preset \"%s\"; there are %s"
                      .formatted(next, all(List.copyOf(settings.presets().keySet()))))
              : unresolved(preset.get(), settings);
      if (why.isEmpty()) {
        return Optional.empty();
      }
      first = first == null ? why.get() : first;
      next = preset.map(Preset::fallback).orElse(null);
    }
    return Optional.ofNullable(first);
  }

  private Optional<String> unresolved(Preset preset, Settings settings) {
    try {
      var _ = resolution.resolved(null, preset, settings);
      return Optional.empty();
    } catch (AgentException cannot) {
      return Optional.of(String.valueOf(cannot.getMessage()));
    }
  }

  Resolution resolution() {
    return resolution;
  }

  /** Asks a preset's agent for one word. */
  public PresetTrial test(String name, @Nullable String folder) throws InterruptedException {
    Settings settings = settings(folder);
    PresetName preset = name(name);
    Preset found = find(preset, settings).value();
    try {
      Chosen chosen = chosen(preset, found, null, settings, settings.get(Key.RUN_TIMEOUT).value());
      Trial.Outcome outcome = trial.run(chosen, name);
      boolean told = !outcome.usage().equals(dev.tercet.server.workflow.Usage.UNKNOWN);
      return new PresetTrial(
          name,
          chosen.label(),
          outcome.worked(),
          outcome.text(),
          outcome.start() == null ? null : outcome.start().toMillis(),
          outcome.answer() == null ? null : outcome.answer().toMillis(),
          told ? Views.usage(outcome.usage()) : null);
    } catch (AgentException cannot) {
      return new PresetTrial(
          name, "", false, String.valueOf(cannot.getMessage()), null, null, null);
    }
  }

  private static Map<String, Permit> permits(Preset preset) {
    Map<String, Permit> permits = new HashMap<>();
    preset
        .permissions()
        .forEach((kind, word) -> permits.put(kind, Permit.valueOf(word.toUpperCase(Locale.ROOT))));
    return permits;
  }

  private Lodging lodging(Resolved resolved, Preset preset) {
    Network network =
        preset.network() == null
            ? settingsReader.readUser().settings().get(Key.CAGE_NETWORK).value()
            : preset.network();
    Lodging lodging = resolved.lodging();
    return new Lodging(lodging.logins(), lodging.visible(), network == Network.OPEN);
  }

  /** Scripted agents and plain commands draw on nobody in common. */
  private static Source source(Resolved resolved, PresetName preset) {
    return switch (resolved.spec()) {
      case AgentSpec.Acp(var program) -> {
        boolean known = !resolved.family().isBlank() && !resolved.family().equals("unknown");
        String provider = known ? resolved.family() : program.name();
        yield new Source(program.name(), provider, program.name());
      }
      case AgentSpec.Builtin(var builtin) -> {
        Endpoint endpoint = builtin.endpoint();
        String key = endpoint.keyVariable() == null ? "" : " with " + endpoint.keyVariable();
        yield new Source(endpoint.name(), endpoint.name(), endpoint.name() + key);
      }
      case AgentSpec.Headless(var program) -> {
        String provider = resolved.family().isBlank() ? program.name() : resolved.family();
        yield new Source(program.name(), provider, program.name());
      }
      case AgentSpec.Command _, AgentSpec.Scripted _ -> {
        String own = resolved.label() + " " + preset;
        yield new Source(own, own, own);
      }
    };
  }

  public PresetList list(@Nullable String folder) {
    Settings settings = settings(folder);
    return new PresetList(
        settings.presets().entrySet().stream()
            .map(entry -> view(entry.getKey(), entry.getValue(), settings))
            .toList());
  }

  public PresetView show(String name, @Nullable String folder) {
    Settings settings = settings(folder);
    PresetName preset = name(name);
    return view(preset, find(preset, settings), settings);
  }

  private static PresetName name(String name) {
    try {
      return new PresetName(name);
    } catch (IllegalArgumentException wrong) {
      throw Denied.unknown(String.valueOf(wrong.getMessage()));
    }
  }

  private static Setting<Preset> find(PresetName name, Settings settings) {
    return settings
        .preset(name)
        .orElseThrow(
            () ->
                Denied.unknown(
                    "there is no preset \"%s\"; there are %s"
                        .formatted(name, settings.presets().keySet())));
  }

  private Settings settings(@Nullable String folder) {
    if (folder == null) {
      return settingsReader.readUser().settings();
    }
    var repository = repositories.find(folder);
    CommitId base = Repositories.commit(repository.base());
    return settingsReader.read(repository, base).settings();
  }

  private PresetView view(PresetName name, Setting<Preset> setting, Settings settings) {
    Preset preset = setting.value();
    String label = "";
    String text = "ready";
    String family = preset.family();
    boolean ready = true;
    try {
      Resolved resolved = resolution.resolved(null, preset, settings);
      label = resolved.label();
      family = independence.family(preset, resolved, settings);
      Optional<String> missing = missing(resolved, preset);
      ready = missing.isEmpty();
      text = missing.orElse(text);
    } catch (AgentException cannot) {
      ready = false;
      text = String.valueOf(cannot.getMessage());
    }
    return new PresetView(
        name.value(),
        label,
        setting.origin().toString(),
        ready,
        text,
        Views.role(preset.role()),
        preset.model(),
        family,
        preset.options());
  }

  private Optional<String> missing(Resolved resolved, Preset preset) {
    return switch (resolved.spec()) {
      case AgentSpec.Acp(var acp) -> missing(acp.command().getFirst());
      case AgentSpec.Command(var command) -> missing(command.command().getFirst());
      case AgentSpec.Headless(var headless) -> missing(headless.command().getFirst());
      case AgentSpec.Scripted _ -> missing("sh");
      case AgentSpec.Builtin(var builtin) -> missing(builtin, preset);
    };
  }

  private Optional<String> missing(String program) {
    return Path.of(program).isAbsolute()
            || Executables.find(program, environment.plain()).isPresent()
        ? Optional.empty()
        : Optional.of(program + " is not on the PATH");
  }

  private Optional<String> missing(BuiltinModel builtin, Preset preset) {
    Endpoint endpoint = builtin.endpoint();
    String key = endpoint.keyVariable();
    if (key != null && !endpoint.isLocal() && !environment.has(key)) {
      return Optional.of("the variable " + key + " is not set in the login shell");
    }
    return preset.model() == null && builtin.model() == null
        ? Optional.of("it names no model of " + endpoint.name() + ": add \"model\"")
        : Optional.empty();
  }
}
