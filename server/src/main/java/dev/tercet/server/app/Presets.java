package dev.tercet.server.app;

import dev.tercet.protocol.PresetList;
import dev.tercet.protocol.PresetTrial;
import dev.tercet.protocol.PresetView;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.Permit;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.acp.AcpProgram;
import dev.tercet.server.agent.builtin.BuiltinModel;
import dev.tercet.server.agent.catalogue.AgentSpec;
import dev.tercet.server.agent.catalogue.Agents;
import dev.tercet.server.agent.catalogue.Families;
import dev.tercet.server.agent.catalogue.InCage;
import dev.tercet.server.agent.catalogue.KnownAgent;
import dev.tercet.server.agent.catalogue.KnownAgents;
import dev.tercet.server.agent.catalogue.KnownHeadless;
import dev.tercet.server.agent.catalogue.KnownProvider;
import dev.tercet.server.agent.catalogue.KnownProviders;
import dev.tercet.server.agent.command.CommandProgram;
import dev.tercet.server.agent.headless.Dialect;
import dev.tercet.server.agent.headless.HeadlessProgram;
import dev.tercet.server.limit.Source;
import dev.tercet.server.model.Api;
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
import dev.tercet.server.settings.ProviderEntry;
import dev.tercet.server.settings.Setting;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.workflow.Charter;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private final Families families = Families.bundled();
  private final AgentFinder finder;
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
    this.known = known;
    this.providers = providers;
    this.environment = environment;
    this.secrets = secrets;
    this.cage = cage;
    this.lodgings = new Lodgings(environment);
    this.finder = new AgentFinder(environment);
    this.trial = trial;
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

    /** Used where the preset names none. */
    @Nullable String model() {
      return spec instanceof AgentSpec.Builtin(var builtin) ? builtin.model() : null;
    }

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
    Resolved resolved = resolved(script, preset, settings);
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
        family(preset, resolved, settings),
        environment.named(variables),
        options,
        resolved.script(),
        lodging(resolved, preset),
        timeout,
        settings.get(Key.STALL).value(),
        settings.get(Key.OUTPUT_BYTES).value(),
        permits(preset));
  }

  /** What the preset says, else what its model's name says, else its agent. */
  private String family(Preset preset, Resolved resolved, Settings settings) {
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
  List<String> warnings(Charter charter) {
    if (charter.script() != null) {
      return List.of(); // Scripted agents have no models.
    }
    Settings settings =
        settingsReader.read(repositories.find(charter.repository()), charter.base()).settings();
    return warnings(charter.workflow(), settings);
  }

  private List<String> warnings(Workflow workflow, Settings settings) {
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
  List<String> warnings(List<PresetView> all) {
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
          .map(preset -> family(preset, resolved(null, preset, settings), settings))
          .filter(family -> !family.equals(Families.UNKNOWN));
    } catch (AgentException cannotBeHad) {
      // That it has no agent is told where it matters.
      return Optional.empty();
    }
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
    Optional<KnownAgent> like =
        entry.command() == null ? Optional.empty() : known.ofProgram(entry.command());
    String family =
        entry.family() != null
            ? entry.family()
            : like.map(KnownAgent::family).filter(name -> !name.isBlank()).orElse(Families.UNKNOWN);
    return switch (entry.kind()) {
      case ACP -> {
        InCage inCage = inCage(like.map(KnownAgent::inCage));
        yield new Resolved(
            new AgentSpec.Acp(
                new AcpProgram(
                    entry.id(),
                    command,
                    environment(entry, like, inCage),
                    known.quirks(command.getFirst()))),
            entry.id(),
            family,
            List.of(),
            inCage,
            lodgings.of(entry, inCage),
            null);
      }
      case COMMAND ->
          new Resolved(
              new AgentSpec.Command(
                  new CommandProgram(command, CommandProgram.PromptOn.STDIN, entry.env())),
              entry.id(),
              family,
              List.of(),
              InCage.NOTHING,
              lodgings.of(entry, InCage.NOTHING),
              null);
      case HEADLESS -> {
        Dialect dialect = Dialect.of(String.valueOf(entry.dialect())).orElseThrow();
        Optional<KnownHeadless> alike = known.ofDialect(dialect);
        InCage inCage = inCage(alike.map(KnownHeadless::inCage));
        Map<String, String> environment = new HashMap<>();
        alike.ifPresent(agent -> environment.putAll(agent.program().environment()));
        environment.putAll(inCage.environment());
        environment.putAll(entry.env());
        yield new Resolved(
            new AgentSpec.Headless(new HeadlessProgram(entry.id(), dialect, command, environment)),
            entry.id(),
            family,
            List.of(),
            inCage,
            lodgings.of(entry, inCage),
            null);
      }
      case SCRIPTED -> Resolved.plain(new AgentSpec.Scripted(null), entry.id(), family, null);
      case BUILTIN -> builtin(entry, family);
    };
  }

  /** Inside our cage the agent's own sandbox is off; without ours it stays as it is. */
  private InCage inCage(Optional<InCage> known) {
    return cage.enforcement().isEnforced() ? known.orElse(InCage.NOTHING) : InCage.NOTHING;
  }

  /** What a known agent is always given, and over it what the entry sets. */
  private static Map<String, String> environment(
      AgentEntry entry, Optional<KnownAgent> like, InCage inCage) {
    Map<String, String> environment = new HashMap<>();
    like.ifPresent(agent -> environment.putAll(agent.program().environment()));
    environment.putAll(inCage.environment());
    environment.putAll(entry.env());
    return environment;
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
        .or(() -> known.findHeadless(id).map(this::resolved))
        .or(() -> providers.find(id).map(Presets::resolved))
        .orElseThrow(
            () ->
                new AgentException(
                    TurnResult.Cause.NOT_STARTED,
                    "there is no agent \"%s\": known ones are %s, without their screens %s, providers are %s; define others under \"agents\" in settings.json"
                        .formatted(
                            id,
                            known.all().stream().map(KnownAgent::id).toList(),
                            known.headless().stream().map(KnownHeadless::id).toList(),
                            providers.all().stream().map(KnownProvider::id).toList())));
  }

  private static Resolved resolved(KnownProvider provider) {
    return builtin(
        provider.endpoint(), null, provider.family().isEmpty() ? "unknown" : provider.family());
  }

  private Resolved resolved(KnownHeadless agent) {
    HeadlessProgram program = agent.program();
    InCage inCage = inCage(Optional.of(agent.inCage()));
    Map<String, String> environment = new HashMap<>(program.environment());
    environment.putAll(inCage.environment());
    return new Resolved(
        new AgentSpec.Headless(
            new HeadlessProgram(
                program.name(), program.dialect(), started(program.command()), environment)),
        program.name(),
        agent.family(),
        agent.passThrough(),
        inCage,
        lodgings.of(inCage),
        null);
  }

  /** The command, with its program's whole path where the PATH does not lead to it. */
  private List<String> started(List<String> command) {
    List<String> started = new ArrayList<>(command);
    finder
        .find(command.getFirst())
        .filter(program -> !program.onPath())
        .ifPresent(program -> started.set(0, program.file().toString()));
    return started;
  }

  private Resolved resolved(KnownAgent agent) {
    AcpProgram program = agent.program();
    InCage inCage = inCage(Optional.of(agent.inCage()));
    return new Resolved(
        new AgentSpec.Acp(
            new AcpProgram(
                    program.name(),
                    started(program.command()),
                    program.environment(),
                    program.quirks())
                .with(inCage.environment())),
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
        .filter(agent -> finder.find(agent.program().command().getFirst()).isPresent())
        .toList();
  }

  KnownProviders providers() {
    return providers;
  }

  /** Where a program of that name is, on the PATH or not. */
  Optional<AgentFinder.Program> program(String name) {
    return finder.find(name);
  }

  /** A preset that names no agent takes an installed one; reviewers take one of another family. */
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
    return resolved(forRole(preset.role(), place(preset.name()), found));
  }

  /**
   * The agent for a role, of those there are: planners and builders have the first, reviewers those
   * of other families in turn.
   */
  static KnownAgent forRole(Role role, int place, List<KnownAgent> found) {
    KnownAgent first = found.getFirst();
    List<KnownAgent> others =
        found.stream().filter(agent -> !agent.family().equals(first.family())).toList();
    return role != Role.REVIEW || others.isEmpty() ? first : others.get(place % others.size());
  }

  /** 0 for a reviewer and reviewer-a, 1 for reviewer-b and so on. */
  private static int place(PresetName name) {
    String text = name.value();
    return text.matches(".*-[a-z]") ? text.charAt(text.length() - 1) - 'a' : 0;
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
      Resolved resolved = resolved(null, preset, settings);
      label = resolved.label();
      family = family(preset, resolved, settings);
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
