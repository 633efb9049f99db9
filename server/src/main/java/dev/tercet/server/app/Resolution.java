package dev.tercet.server.app;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.acp.AcpProgram;
import dev.tercet.server.agent.builtin.BuiltinModel;
import dev.tercet.server.agent.catalogue.AgentSpec;
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
import dev.tercet.server.model.Api;
import dev.tercet.server.model.Endpoint;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.Lodging;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.settings.AgentEntry;
import dev.tercet.server.settings.Preset;
import dev.tercet.server.settings.ProviderEntry;
import dev.tercet.server.settings.Setting;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a preset comes to on this machine: a script, a command, an agent of the settings, one
 * that is known, or one that is installed.
 */
final class Resolution {

  private final KnownAgents known;
  private final KnownProviders providers;
  private final Cage cage;
  private final Lodgings lodgings;
  private final AgentFinder finder;

  Resolution(KnownAgents known, KnownProviders providers, Environment environment, Cage cage) {
    this.known = known;
    this.providers = providers;
    this.cage = cage;
    this.lodgings = new Lodgings(environment);
    this.finder = new AgentFinder(environment);
  }

  Resolved resolved(@Nullable String taskScript, Preset preset, Settings settings) {
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
        .or(() -> providers.find(id).map(Resolution::resolved))
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
          "no agent is named and none is installed: install one of %s and run `tercet doctor`, or try with scripted agents: `tercet demo`"
              .formatted(String.join(", ", known.all().stream().map(KnownAgent::name).toList())));
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
}
