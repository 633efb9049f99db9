package dev.tercet.server.agent.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.ClaimJson;
import dev.tercet.server.mcp.Completion;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.Prompt;
import dev.tercet.server.mcp.Provider;
import dev.tercet.server.mcp.Tool;
import dev.tercet.server.mcp.ToolFailure;
import dev.tercet.server.mcp.ToolResult;
import dev.tercet.server.review.Claim;
import dev.tercet.server.workflow.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What a run's agent may say to us by tools, by its role. None of it decides anything. */
final class ToolProvider implements Provider {

  /** What a model is told whose question was recorded. */
  static final String ASKED =
      "Recorded and put to the human, who may answer much later. End your turn now: you will be"
          + " continued with the answer.";

  private static final int MOST_QUESTIONS = 10;
  private static final int MOST_FINDINGS = 500;
  private static final int MOST_OPTIONS = 20;
  private static final int LONGEST_QUESTION = 10_000;

  private final ToolHearer hearer;
  private final List<Tool> tools;
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicInteger findings = new AtomicInteger();

  ToolProvider(Role role, ToolHearer hearer) {
    this.hearer = hearer;
    List<Tool> offered = new ArrayList<>(List.of(askHuman()));
    switch (role) {
      case REVIEW -> offered.add(reportFinding());
      case BUILD -> offered.add(itemDone());
      case PLAN, CHECK -> {}
    }
    this.tools = List.copyOf(offered);
  }

  private Tool askHuman() {
    return tool(
        "ask_human",
        "Asks the human something that cannot be found out and would be costly to guess wrong. It"
            + " returns at once; end your turn after it, and you will be continued with the answer."
            + " Use it in place of writing a fenced question block.",
        """
        {"type":"object","properties":{
        "question":{"type":"string","description":"one question, understood without your context"},
        "options":{"type":"array","items":{"type":"string"},"description":"answers to choose from, if any"}},
        "required":["question"]}""",
        (arguments, _) -> ask(arguments));
  }

  private Tool reportFinding() {
    return tool(
        "report_finding",
        "Reports one defect. Call it once for each, in place of writing a fenced findings block.",
        """
        {"type":"object","properties":{
        "severity":{"type":"string","description":"critical, major, minor or nit"},
        "claim":{"type":"string","description":"what is wrong, in a sentence or two"},
        "file":{"type":"string"},
        "startLine":{"type":"integer"},"endLine":{"type":"integer"},
        "symbol":{"type":"string","description":"the function or type"},
        "defectClass":{"type":"string","description":"such as race condition"},
        "evidence":{"type":"string","description":"quoted from the code"},
        "suggestion":{"type":"string"},
        "probe":{"type":"string","description":"a command or test that shows the defect"}},
        "required":["claim"]}""",
        (arguments, _) -> report(arguments));
  }

  private Tool itemDone() {
    return tool(
        "item_done",
        "Says that your item is finished. End your turn after it.",
        "{\"type\":\"object\",\"properties\":{}}",
        (_, _) -> {
          hearer.itemDone();
          return ToolResult.text("Noted. End your turn now with a short summary.");
        });
  }

  /** Marked as changing nothing, so that hosts run it without asking for permission. */
  private static Tool tool(String name, String description, String schema, Tool.Work work) {
    ObjectNode definition = Json.object().put("name", name).put("description", description);
    definition.set("inputSchema", Json.parse(schema));
    definition
        .putObject("annotations")
        .put("readOnlyHint", true)
        .put("destructiveHint", false)
        .put("openWorldHint", false);
    return new Tool(definition, work);
  }

  private ToolResult ask(ObjectNode arguments) throws ToolFailure {
    String question = arguments.path("question").asText().strip();
    if (question.isEmpty()) {
      throw new ToolFailure("The question is empty: write what the human should decide.");
    }
    if (question.length() > LONGEST_QUESTION) {
      throw new ToolFailure(
          "The question has more than " + LONGEST_QUESTION + " characters: say it in short.");
    }
    if (questions.incrementAndGet() > MOST_QUESTIONS) {
      throw new ToolFailure(
          "You have asked " + MOST_QUESTIONS + " questions: end your turn and await the answers.");
    }
    List<String> options = new ArrayList<>();
    for (JsonNode option : arguments.path("options")) {
      if (options.size() < MOST_OPTIONS && !option.asText().isBlank()) {
        options.add(option.asText().strip());
      }
    }
    if (!hearer.asked(new AgentQuestion(question, options))) {
      throw new ToolFailure("This run is not wanted any more: end your turn.");
    }
    return ToolResult.text(ASKED);
  }

  private ToolResult report(ObjectNode arguments) throws ToolFailure {
    if (arguments.path("claim").asText().isBlank()) {
      throw new ToolFailure("The claim is empty: say what is wrong.");
    }
    if (findings.incrementAndGet() > MOST_FINDINGS) {
      throw new ToolFailure("More than " + MOST_FINDINGS + " findings are not taken from one run.");
    }
    Claim claim = ClaimJson.read(arguments);
    hearer.found(claim);
    return ToolResult.text(
        claim.malformed() == null
            ? "Recorded."
            : "Recorded, but marked: " + claim.malformed() + ". Do not report it again.");
  }

  @Override
  public ObjectNode info() {
    return Json.object().put("name", "tercet-run").put("title", "Tercet").put("version", "1");
  }

  @Override
  public String instructions() {
    return "How you reach whoever gave you this work. Nothing can be decided or approved here.";
  }

  @Override
  public List<Tool> tools() {
    return tools;
  }

  @Override
  public List<Prompt> prompts() {
    return List.of();
  }

  @Override
  public List<ObjectNode> resources() {
    return List.of();
  }

  @Override
  public List<ObjectNode> templates() {
    return List.of();
  }

  @Override
  public Optional<List<ObjectNode>> read(String uri, Context context) {
    return Optional.empty();
  }

  @Override
  public List<String> complete(Completion completion) {
    return List.of();
  }

  @Override
  public Watch watch(Changes changes) {
    return () -> {};
  }
}
