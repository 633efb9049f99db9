package dev.tercet.server.settings;

import dev.tercet.server.settings.Key.Shape;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads presets and agents: objects by name, one that is wrong is left out and reported. */
final class PresetShape {

  static final List<String> PRESET_KEYS =
      List.of(
          "agent",
          "model",
          "role",
          "family",
          "script",
          "command",
          "options",
          "env",
          "network",
          "fallback",
          "permissions");
  static final List<String> AGENT_KEYS =
      List.of(
          "kind",
          "command",
          "args",
          "env",
          "family",
          "api",
          "baseUrl",
          "keyVariable",
          "model",
          "logins",
          "dialect");

  /** The kinds of tools that the Agent Client Protocol, version 1, knows (Tool Calls: kind). */
  private static final List<String> TOOL_KINDS =
      List.of(
          "read",
          "edit",
          "delete",
          "move",
          "search",
          "execute",
          "think",
          "fetch",
          "switch_mode",
          "other");

  private static final List<String> PERMITS = List.of("allow", "deny", "ask");

  private static final List<String> DIALECTS = List.of("claude", "codex", "gemini", "opencode");

  private static final List<String> APIS =
      List.of("anthropic", "openai-responses", "openai-chat", "gemini");

  static final Shape<Map<PresetName, Preset>> PRESETS =
      (json, report) -> {
        Map<PresetName, Preset> presets = new LinkedHashMap<>();
        for (Json.Member member : members(json, report, "an object of presets by name")) {
          preset(member, report).ifPresent(preset -> presets.put(preset.name(), preset));
        }
        return Optional.of(presets);
      };

  static final Shape<Map<String, AgentEntry>> AGENTS =
      (json, report) -> {
        Map<String, AgentEntry> agents = new LinkedHashMap<>();
        for (Json.Member member : members(json, report, "an object of agents by name")) {
          agent(member, report).ifPresent(agent -> agents.put(agent.id(), agent));
        }
        return Optional.of(agents);
      };

  private PresetShape() {}

  private static List<Json.Member> members(Json json, Report report, String wanted) {
    if (json instanceof Json.Fields(_, List<Json.Member> members)) {
      return members;
    }
    Shapes.wrong(json, report, wanted);
    return List.of();
  }

  /** The parts of one entry, read as they are asked for; remembers whether one was wrong. */
  private static final class Parts {
    private final Map<String, Json> values = new LinkedHashMap<>();
    private final Report report;
    private boolean broken;

    Parts(Json.Member entry, List<String> known, Report report) {
      this.report = report;
      this.broken = !(entry.value() instanceof Json.Fields);
      for (Json.Member member : members(entry.value(), report, "an object")) {
        if (known.contains(member.name())) {
          values.put(member.name(), member.value());
        } else {
          report.unknown(member.place(), member.name(), known);
        }
      }
    }

    <T> Optional<T> get(String name, Shape<T> shape) {
      @Nullable Json json = values.get(name);
      if (json == null || json instanceof Json.Null) {
        return Optional.empty();
      }
      Optional<T> read = shape.read(json, report);
      broken |= read.isEmpty();
      return read;
    }

    @Nullable String text(String name) {
      return get(name, Shapes.text("a text")).orElse(null);
    }
  }

  private static Optional<Preset> preset(Json.Member member, Report report) {
    if (!isName(member.name())) {
      report.error(
          member.place(), "a preset's name has letters, digits, dots, dashes and underscores");
      return Optional.empty();
    }
    PresetName name = new PresetName(member.name());
    Parts parts = new Parts(member, PRESET_KEYS, report);
    Optional<Role> role = parts.get("role", Shapes.word(Role.class)).or(name::impliedRole);
    Optional<String> fallback = parts.get("fallback", Shapes.text("a preset's name"));
    if (role.isEmpty() && !parts.broken) {
      report.error(
          member.place(),
          "the preset \""
              + name
              + "\" says no role; add \"role\": \"plan\", \"build\" or"
              + " \"review\"");
      return Optional.empty();
    }
    if (fallback.isPresent() && !isName(fallback.get())) {
      report.error(member.place(), "the fallback is no preset's name: \"" + fallback.get() + "\"");
      return Optional.empty();
    }
    @Nullable PresetName other = fallback.isPresent() ? new PresetName(fallback.get()) : null;
    Preset preset =
        new Preset(
            name,
            role.orElse(Role.PLAN),
            parts.text("agent"),
            parts.text("model"),
            parts.text("family"),
            parts.text("script"),
            parts.text("command"),
            parts.get("options", Shapes.strings("an object of options")).orElse(Map.of()),
            parts.get("env", Shapes.texts("a list of names of variables")).orElse(List.of()),
            parts.get("network", Shapes.word(Network.class)).orElse(null),
            other,
            parts.get("permissions", PresetShape::permissions).orElse(Map.of()));
    return parts.broken ? Optional.empty() : Optional.of(preset);
  }

  private static Optional<Map<String, String>> permissions(Json json, Report report) {
    Optional<Map<String, String>> permissions =
        Shapes.strings("an object such as {\"execute\": \"ask\"}").read(json, report);
    boolean fits =
        permissions.orElse(Map.of()).entrySet().stream()
            .allMatch(
                entry -> TOOL_KINDS.contains(entry.getKey()) && PERMITS.contains(entry.getValue()));
    return fits
        ? permissions
        : Shapes.wrong(
            json,
            report,
            "\"%s\" for each of %s"
                .formatted(String.join("\" or \"", PERMITS), String.join(", ", TOOL_KINDS)));
  }

  private static Optional<AgentEntry> agent(Json.Member member, Report report) {
    if (!isName(member.name())) {
      report.error(
          member.place(), "an agent's id has letters, digits, dots, dashes and underscores");
      return Optional.empty();
    }
    Parts parts = new Parts(member, AGENT_KEYS, report);
    Optional<AgentEntry.Kind> kind = parts.get("kind", Shapes.word(AgentEntry.Kind.class));
    @Nullable String command = parts.text("command");
    List<String> missing = new ArrayList<>();
    if (kind.isEmpty()) {
      missing.add("\"kind\": \"acp\", \"headless\", \"command\", \"builtin\" or \"scripted\"");
    } else {
      missing.addAll(missing(kind.get(), command, parts));
    }
    if (!missing.isEmpty() && !parts.broken) {
      report.error(
          member.place(), "the agent \"" + member.name() + "\" lacks " + missing.getFirst());
      return Optional.empty();
    }
    AgentEntry agent =
        new AgentEntry(
            member.name(),
            kind.orElse(AgentEntry.Kind.ACP),
            command,
            parts.get("args", Shapes.texts("a list of arguments")).orElse(List.of()),
            parts.get("env", Shapes.strings("an object of variables")).orElse(Map.of()),
            parts.text("family"),
            kind.isPresent() && kind.get() == AgentEntry.Kind.BUILTIN ? provider(parts) : null,
            parts.get("logins", Shapes.homeFiles()).orElse(List.of()),
            parts.get("dialect", PresetShape::dialect).orElse(null));
    return parts.broken ? Optional.empty() : Optional.of(agent);
  }

  private static List<String> missing(AgentEntry.Kind kind, @Nullable String command, Parts parts) {
    return switch (kind) {
      case ACP, COMMAND -> command == null ? List.of("\"command\"") : List.of();
      case SCRIPTED -> List.of();
      case HEADLESS ->
          command == null
              ? List.of("\"command\"")
              : parts.values.containsKey("dialect")
                  ? List.of()
                  : List.of("\"dialect\": \"" + String.join("\", \"", DIALECTS) + "\"");
      case BUILTIN ->
          parts.values.containsKey("api") && parts.values.containsKey("baseUrl")
              ? List.of()
              : List.of("\"api\": \"" + String.join("\", \"", APIS) + "\", and \"baseUrl\"");
    };
  }

  private static @Nullable ProviderEntry provider(Parts parts) {
    Optional<String> api = parts.get("api", PresetShape::api);
    Optional<String> baseUrl = parts.get("baseUrl", PresetShape::baseUrl);
    return api.isEmpty() || baseUrl.isEmpty()
        ? null
        : new ProviderEntry(
            api.get(), baseUrl.get(), parts.text("keyVariable"), parts.text("model"));
  }

  private static Optional<String> dialect(Json json, Report report) {
    return json instanceof Json.Text(_, String value) && DIALECTS.contains(value)
        ? Optional.of(value)
        : Shapes.wrong(json, report, "\"" + String.join("\" or \"", DIALECTS) + "\"");
  }

  private static Optional<String> api(Json json, Report report) {
    return json instanceof Json.Text(_, String value) && APIS.contains(value)
        ? Optional.of(value)
        : Shapes.wrong(json, report, "\"" + String.join("\" or \"", APIS) + "\"");
  }

  private static Optional<String> baseUrl(Json json, Report report) {
    return json instanceof Json.Text(_, String value)
            && value.matches(
                "https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?|https?://\\[[0-9a-fA-F:]+\\](:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")
        ? Optional.of(value)
        : Shapes.wrong(json, report, "an address such as \"http://127.0.0.1:11434/v1\"");
  }

  private static boolean isName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  }
}
