package dev.tercet.server.app;

import dev.tercet.protocol.PresetList;
import dev.tercet.protocol.PresetView;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.acp.AcpProgram;
import dev.tercet.server.agent.builtin.BuiltinModel;
import dev.tercet.server.agent.catalogue.AgentSpec;
import dev.tercet.server.agent.catalogue.Agents;
import dev.tercet.server.agent.catalogue.InCage;
import dev.tercet.server.agent.catalogue.KnownAgent;
import dev.tercet.server.agent.catalogue.KnownAgents;
import dev.tercet.server.agent.catalogue.KnownProvider;
import dev.tercet.server.agent.catalogue.KnownProviders;
import dev.tercet.server.agent.command.CommandProgram;
import dev.tercet.server.limit.Source;
import dev.tercet.server.model.Api;
import dev.tercet.server.model.Endpoint;
import dev.tercet.server.perform.AgentBook;
import dev.tercet.server.perform.Chosen;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.Lodging;
import dev.tercet.server.perform.Secrets;
import dev.tercet.server.process.Executables;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.settings.AgentEntry;
import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Network;
import dev.tercet.server.settings.Preset;
import dev.tercet.server.settings.ProviderEntry;
import dev.tercet.server.settings.Setting;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The presets there are, and the agent that each stands for. */
public final class Presets implements AgentBook {

  private final Repositories repositories;
  private final SettingsReader settingsReader;
  private final Agents agents;
  private final KnownAgents known;
  private final KnownProviders providers;
  private final Environment environment;
  private final Secrets secrets;
  private final Cage cage;
  private final Lodgings lodgings;

  public Presets(
      Repositories repositories,
      SettingsReader settingsReader,
      Agents agents,
      KnownAgents known,
      KnownProviders providers,
      Environment environment,
      Secrets secrets,
      Cage cage) {
    this.repositories = repositories;
    this.settingsReader = settingsReader;
    this.agents = agents;
    this.known = known;
    this.providers = providers;
    this.environment = environment;
    this.secrets = secrets;
    this.cage = cage;
    this.lodgings = new Lodgings(environment);
  }

  /** What a preset comes to: the program, its words, its family, its variables. */
  private record Resolved(
      AgentSpec spec,
      String label,
      String family,
      List<String> variables,
      InCage inCage,
      Lodging lodging,
      @Nullable Path script) {

    static Resolved plain(AgentSpec spec, String label, String family, @Nullable Path script) {
      return new Resolved(spec, label, family, List.of(), InCage.NOTHING, Lodging.PLAIN, script);
    }
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
    Resolved resolved = resolved(task.charter().script(), preset, settings);
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
        preset.family() == null ? resolved.family() : preset.family(),
        environment.named(variables),
        options,
        resolved.script(),
        lodging(resolved, preset),
        task.charter().policy().runTimeout(),
        settings.get(Key.STALL).value());
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
      case AgentSpec.Command _, AgentSpec.Scripted _ -> {
        String own = resolved.label() + " " + preset;
        yield new Source(own, own, own);
      }
    };
  }

  private Resolved resolved(@Nullable String taskScript, Preset preset, Settings settings) {
    String script = taskScript == null ? preset.script() : taskScript;
    if (script != null) {
      Path file = Path.of(script);
      return Resolved.plain(
          new AgentSpec.Scripted(file), "scripted", "scripted-" + preset.name(), file);
    }
    if (preset.command() != null) {
      return Resolved.plain(
          new AgentSpec.Command(
              new CommandProgram(
                  List.of("sh", "-c", preset.command()), CommandProgram.PromptOn.STDIN, Map.of())),
          "command",
          "unknown",
          null);
    }
    String id = preset.agent();
    if (id == null) {
      return installed(preset);
    }
    Setting<AgentEntry> entry = settings.agents().get(id);
    return entry == null ? known(id) : configured(entry.value());
  }

  private Resolved configured(AgentEntry entry) {
    List<String> command = new ArrayList<>();
    if (entry.command() != null) {
      command.add(entry.command());
    }
    command.addAll(entry.args());
    String family = entry.family() == null ? "unknown" : entry.family();
    return switch (entry.kind()) {
      case ACP ->
          new Resolved(
              new AgentSpec.Acp(
                  new AcpProgram(
                      entry.id(), command, entry.env(), known.quirks(command.getFirst()))),
              entry.id(),
              family,
              List.of(),
              InCage.NOTHING,
              lodgings.of(entry),
              null);
      case COMMAND ->
          new Resolved(
              new AgentSpec.Command(
                  new CommandProgram(command, CommandProgram.PromptOn.STDIN, entry.env())),
              entry.id(),
              family,
              List.of(),
              InCage.NOTHING,
              lodgings.of(entry),
              null);
      case SCRIPTED -> Resolved.plain(new AgentSpec.Scripted(null), entry.id(), family, null);
      case BUILTIN -> builtin(entry, family);
    };
  }

  private static Resolved builtin(AgentEntry entry, String family) {
    ProviderEntry provider = entry.provider();
    if (provider == null) {
      throw new IllegalStateException("a built-in agent was read without its provider");
    }
    Endpoint endpoint =
        new Endpoint(
            entry.id(),
            Api.of(provider.api()).orElseThrow(),
            provider.baseUrl(),
            provider.keyVariable());
    return builtin(endpoint, provider.model(), family);
  }

  private static Resolved builtin(Endpoint endpoint, @Nullable String model, String family) {
    return new Resolved(
        new AgentSpec.Builtin(new BuiltinModel(endpoint, model)),
        endpoint.name(),
        family,
        endpoint.keyVariable() == null ? List.of() : List.of(endpoint.keyVariable()),
        InCage.NOTHING,
        Lodging.PLAIN,
        null);
  }

  private Resolved known(String id) {
    return known
        .find(id)
        .map(this::resolved)
        .or(() -> providers.find(id).map(Presets::resolved))
        .orElseThrow(
            () ->
                new AgentException(
                    TurnResult.Cause.NOT_STARTED,
                    "there is no agent \"%s\": known ones are %s, providers are %s; define others under \"agents\" in settings.json"
                        .formatted(
                            id,
                            known.all().stream().map(KnownAgent::id).toList(),
                            providers.all().stream().map(KnownProvider::id).toList())));
  }

  private static Resolved resolved(KnownProvider provider) {
    return builtin(
        provider.endpoint(), null, provider.family().isEmpty() ? "unknown" : provider.family());
  }

  /** Inside our cage the agent's own sandbox is off; without ours it stays as it is. */
  private Resolved resolved(KnownAgent agent) {
    InCage inCage = cage.enforcement().isEnforced() ? agent.inCage() : InCage.NOTHING;
    return new Resolved(
        new AgentSpec.Acp(agent.program().with(inCage.environment())),
        agent.name(),
        agent.family(),
        agent.passThrough(),
        inCage,
        lodgings.of(inCage),
        null);
  }

  /** The known agents that are installed here. */
  List<KnownAgent> installed() {
    return known.all().stream()
        .filter(
            agent ->
                Executables.find(agent.program().command().getFirst(), environment.plain())
                    .isPresent())
        .toList();
  }

  /** A preset that names no agent takes an installed one; reviewers are spread over families. */
  private Resolved installed(Preset preset) {
    List<KnownAgent> found = installed();
    if (found.isEmpty()) {
      throw new AgentException(
          TurnResult.Cause.NOT_STARTED,
          "preset %s names no agent and none is installed: install one of %s and run `tercet doctor`, or try with scripted agents: `tercet demo`"
              .formatted(
                  preset.name(),
                  String.join(", ", known.all().stream().map(KnownAgent::name).toList())));
    }
    int place =
        switch (preset.role()) {
          case PLAN, BUILD, CHECK -> 0;
          case REVIEW -> 1 + Math.floorMod(lastLetter(preset.name()), 3);
        };
    return resolved(found.get(place % found.size()));
  }

  private static int lastLetter(PresetName name) {
    String text = name.value();
    return text.charAt(text.length() - 1) - 'a';
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
    PresetName preset;
    try {
      preset = new PresetName(name);
    } catch (IllegalArgumentException wrong) {
      throw Denied.unknown(String.valueOf(wrong.getMessage()));
    }
    Optional<Setting<Preset>> found = settings.preset(preset);
    return view(
        preset,
        found.orElseThrow(
            () ->
                Denied.unknown(
                    "there is no preset \"%s\"; there are %s"
                        .formatted(name, settings.presets().keySet()))),
        settings);
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
      Resolved resolved = resolved(null, preset, settings);
      label = resolved.label();
      family = family == null ? resolved.family() : family;
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
