package dev.tercet.server.app;

import dev.tercet.protocol.Check;
import dev.tercet.server.agent.catalogue.KnownAgent;
import dev.tercet.server.agent.catalogue.KnownProvider;
import dev.tercet.server.agent.catalogue.KnownProviders;
import dev.tercet.server.perform.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks which agents, keys and model servers there are on this machine. */
final class AgentChecks {

  private static final int SHOWN_MODELS = 5;

  private final Presets presets;
  private final KnownProviders providers;
  private final Environment environment;

  AgentChecks(Presets presets, Environment environment) {
    this.presets = presets;
    this.providers = presets.resolution().providers();
    this.environment = environment;
  }

  /** In the order in which they should be read. */
  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    List<KnownAgent> installed = presets.resolution().installed();
    installed.forEach(agent -> checks.add(agent(agent)));
    if (installed.isEmpty()) {
      checks.add(
          new Check(
              "agents",
              Check.State.MISSING,
              "no agent is installed; the demo runs on scripted ones",
              "install one, such as: npm install -g @agentclientprotocol/claude-agent-acp"));
    }
    checks.add(keys());
    checks.addAll(servers());
    families(installed).ifPresent(checks::add);
    return checks;
  }

  /** The agents that are installed, and somebody is logged in or has a key. */
  List<KnownAgent> usable() {
    return presets.resolution().installed().stream()
        .filter(agent -> login(agent).isPresent())
        .toList();
  }

  private Check agent(KnownAgent agent) {
    Optional<AgentFinder.Program> program =
        presets.resolution().program(agent.program().command().getFirst());
    String where =
        program
            .filter(found -> !found.onPath())
            .map(found -> " at " + found.file() + ", which is not on the PATH")
            .orElse("");
    String family = agent.family().isBlank() ? "family by model" : "family " + agent.family();
    Optional<String> login = login(agent);
    return new Check(
        agent.name(),
        login.isPresent() ? Check.State.OK : Check.State.WARNING,
        "installed%s, %s, %s"
            .formatted(where, family, login.orElse("no login and no key was found")),
        login.isPresent()
            ? null
            : "log in: `%s`, or set one of %s in your shell's profile"
                .formatted(agent.login().command(), String.join(", ", agent.login().keys())));
  }

  /** How it can get at its models, as far as files and names of variables tell. */
  private Optional<String> login(KnownAgent agent) {
    String keys =
        agent.login().keys().stream().filter(environment::has).collect(Collectors.joining(", "));
    if (!keys.isEmpty()) {
      return Optional.of("key in " + keys);
    }
    @Nullable String home = environment.plain().get("HOME");
    return home == null
        ? Optional.empty()
        : agent.login().files().stream()
            .map(file -> Path.of(home).resolve(file))
            .filter(Files::isRegularFile)
            .findFirst()
            .map(_ -> "logged in");
  }

  private Check keys() {
    List<String> set = new ArrayList<>();
    List<String> unset = new ArrayList<>();
    for (KnownProvider provider : providers.all()) {
      String key = provider.endpoint().keyVariable();
      if (key != null) {
        (environment.has(key) ? set : unset).add(key);
      }
    }
    return set.isEmpty()
        ? new Check(
            "keys",
            Check.State.OK,
            "no provider's key is set; the built-in agent needs one, or a model on this machine",
            "set one of %s in your shell's profile".formatted(String.join(", ", unset)))
        : new Check("keys", Check.State.OK, "set: " + String.join(", ", set), null);
  }

  private List<Check> servers() {
    List<LocalServers.Found> found = new LocalServers(providers).look();
    if (found.isEmpty()) {
      String ports =
          providers.all().stream()
              .filter(provider -> provider.endpoint().isLocal())
              .map(provider -> provider.id() + " " + provider.endpoint().baseUrl())
              .collect(Collectors.joining(", "));
      return List.of(
          new Check(
              "local models", Check.State.OK, "no server answers; looked for " + ports, null));
    }
    return found.stream()
        .map(
            server ->
                new Check(
                    server.provider().id(),
                    Check.State.OK,
                    "answers at %s, models: %s"
                        .formatted(server.provider().endpoint().baseUrl(), models(server)),
                    null))
        .toList();
  }

  private static String models(LocalServers.Found server) {
    List<String> models = server.models();
    String first = models.stream().limit(SHOWN_MODELS).collect(Collectors.joining(", "));
    return models.isEmpty()
        ? "none"
        : models.size() > SHOWN_MODELS
            ? first + " and " + (models.size() - SHOWN_MODELS) + " more"
            : first;
  }

  private static Optional<Check> families(List<KnownAgent> installed) {
    List<String> families = installed.stream().map(KnownAgent::family).distinct().toList();
    boolean one = families.size() == 1 && !families.getFirst().isBlank();
    return one
        ? Optional.of(
            new Check(
                "families",
                Check.State.WARNING,
                "all installed agents are of the family %s, so reviewers are not independent"
                    .formatted(families.getFirst()),
                "install an agent of another vendor"))
        : Optional.empty();
  }
}
