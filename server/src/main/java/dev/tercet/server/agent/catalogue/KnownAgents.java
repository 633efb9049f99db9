package dev.tercet.server.agent.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tercet.server.agent.acp.AcpProgram;
import dev.tercet.server.agent.acp.AcpQuirks;
import dev.tercet.server.agent.headless.Dialect;
import dev.tercet.server.agent.headless.HeadlessProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agents of the Agent Client Protocol that are known out of the box. They stand in {@code
 * known-agents.json}, in the shape of the protocol's registry with what the registry lacks under
 * {@code tercet}. Immutable.
 */
public final class KnownAgents {

  private final List<KnownAgent> agents;
  private final List<KnownHeadless> headless;

  private KnownAgents(List<KnownAgent> agents, List<KnownHeadless> headless) {
    this.agents = List.copyOf(agents);
    this.headless = List.copyOf(headless);
  }

  /** Those that come with the program. */
  public static KnownAgents bundled() {
    try (InputStream in = KnownAgents.class.getResourceAsStream("known-agents.json")) {
      if (in == null) {
        throw new IllegalStateException("known-agents.json is missing from the program");
      }
      List<KnownAgent> agents = new ArrayList<>();
      JsonNode all = new JsonMapper().readTree(in);
      for (JsonNode entry : all.path("agents")) {
        agents.add(agent(entry));
      }
      List<KnownHeadless> headless = new ArrayList<>();
      for (JsonNode entry : all.path("headless")) {
        String like = entry.path("like").asText();
        KnownAgent model =
            agents.stream().filter(agent -> agent.id().equals(like)).findFirst().orElseThrow();
        headless.add(headless(entry, model));
      }
      return new KnownAgents(agents, headless);
    } catch (IOException broken) {
      throw new UncheckedIOException("known-agents.json cannot be read", broken);
    }
  }

  /** In the order in which they are offered. */
  public List<KnownAgent> all() {
    return agents;
  }

  /** Those that can be run without their screens. */
  public List<KnownHeadless> headless() {
    return headless;
  }

  /** The agent of that id that is run without its screen. */
  public Optional<KnownHeadless> findHeadless(String id) {
    return headless.stream().filter(agent -> agent.id().equals(id)).findFirst();
  }

  /** The agent that is run in that way, whatever its program is called. */
  public Optional<KnownHeadless> ofDialect(Dialect dialect) {
    return headless.stream().filter(agent -> agent.program().dialect().equals(dialect)).findFirst();
  }

  /** The known agent that a program, named with or without its folder, belongs to. */
  public Optional<KnownAgent> ofProgram(String command) {
    Path program = Path.of(command).getFileName();
    return find(program == null ? "" : program.toString());
  }

  /** The agent of that id, or of the command that starts it. */
  public Optional<KnownAgent> find(String idOrCommand) {
    return agents.stream()
        .filter(
            agent ->
                agent.id().equals(idOrCommand)
                    || agent.program().command().getFirst().equals(idOrCommand))
        .findFirst();
  }

  /** The quirks of a known agent that is started from a place of its own. */
  public AcpQuirks quirks(String command) {
    return ofProgram(command).map(agent -> agent.program().quirks()).orElse(AcpQuirks.NONE);
  }

  private static KnownAgent agent(JsonNode entry) {
    JsonNode ours = entry.path("tercet");
    JsonNode npx = entry.path("distribution").path("npx");
    List<String> command = new ArrayList<>(List.of(ours.path("cmd").asText()));
    command.addAll(texts(npx.path("args")));
    Map<String, String> environment = words(npx.path("env"));
    AcpQuirks quirks =
        new AcpQuirks(
            ours.path("tokensOfLastStep").asBoolean(false)
                ? AcpQuirks.Tokens.LAST_STEP
                : AcpQuirks.Tokens.TURN,
            ours.path("nullUsageIsError").asBoolean(false),
            ours.path("sessionMeta").isObject() ? ours.path("sessionMeta").toString() : "");
    return new KnownAgent(
        entry.path("id").asText(),
        entry.path("name").asText(),
        entry.path("description").asText(),
        ours.path("family").asText(""),
        new AcpProgram(entry.path("name").asText(), command, environment, quirks),
        texts(ours.path("passThrough")),
        inCage(ours.path("inCage")),
        new KnownAgent.Login(
            texts(ours.path("logins")), texts(ours.path("keys")), ours.path("login").asText()),
        "npm install -g " + npx.path("package").asText());
  }

  private static KnownHeadless headless(JsonNode entry, KnownAgent like) {
    String dialect = entry.path("dialect").asText();
    return new KnownHeadless(
        entry.path("id").asText(),
        like.family(),
        new HeadlessProgram(
            entry.path("name").asText(),
            Dialect.of(dialect)
                .orElseThrow(() -> new IllegalStateException("no dialect is called " + dialect)),
            List.of(entry.path("cmd").asText()),
            like.program().environment()),
        new InCage(
            like.inCage().logins(),
            like.inCage().reads(),
            like.inCage().environment(),
            words(entry.path("inCage").path("options"))),
        like.passThrough(),
        "npm install -g " + entry.path("package").asText());
  }

  private static InCage inCage(JsonNode needs) {
    return new InCage(
        texts(needs.path("logins")),
        texts(needs.path("reads")),
        words(needs.path("env")),
        words(needs.path("options")));
  }

  private static Map<String, String> words(JsonNode object) {
    Map<String, String> words = new HashMap<>();
    object.properties().forEach(it -> words.put(it.getKey(), it.getValue().asText()));
    return words;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
