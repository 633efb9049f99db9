package dev.tercet.server.agent.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tercet.server.agent.acp.AcpProgram;
import dev.tercet.server.agent.acp.AcpQuirks;
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

  private KnownAgents(List<KnownAgent> agents) {
    this.agents = List.copyOf(agents);
  }

  /** Those that come with the program. */
  public static KnownAgents bundled() {
    try (InputStream in = KnownAgents.class.getResourceAsStream("known-agents.json")) {
      if (in == null) {
        throw new IllegalStateException("known-agents.json is missing from the program");
      }
      List<KnownAgent> agents = new ArrayList<>();
      for (JsonNode entry : new JsonMapper().readTree(in).path("agents")) {
        agents.add(agent(entry));
      }
      return new KnownAgents(agents);
    } catch (IOException broken) {
      throw new UncheckedIOException("known-agents.json cannot be read", broken);
    }
  }

  /** In the order in which they are offered. */
  public List<KnownAgent> all() {
    return agents;
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
    Path program = Path.of(command).getFileName();
    return find(program == null ? "" : program.toString())
        .map(agent -> agent.program().quirks())
        .orElse(AcpQuirks.NONE);
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
            ours.path("nullUsageIsError").asBoolean(false));
    return new KnownAgent(
        entry.path("id").asText(),
        entry.path("name").asText(),
        entry.path("description").asText(),
        ours.path("family").asText(""),
        new AcpProgram(entry.path("name").asText(), command, environment, quirks),
        texts(ours.path("passThrough")),
        inCage(ours.path("inCage")),
        "npm install -g " + npx.path("package").asText());
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
