package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.ClaimJson;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.Update;
import dev.tercet.server.agent.builtin.Tool.Outcome;
import dev.tercet.server.agent.builtin.Tree.Refused;
import dev.tercet.server.model.ToolDefinition;
import dev.tercet.server.review.Claim;
import dev.tercet.server.workflow.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run tells Tercet and the human. */
final class TercetTools {

  /** What the model finds as the answer to a question that ended its turn. */
  static final String ASKED =
      "The question is recorded and put to the human. The answer stands in the next message.";

  private TercetTools() {}

  static List<Tool> of(SessionRequest request, Turn turn) {
    List<Tool> tools = new ArrayList<>();
    tools.add(
        new Tool(
            new ToolDefinition(
                "ask_human",
                "Asks the human something that cannot be found out and would be costly to guess"
                    + " wrong. You may be continued much later with the answer.",
                """
                {"type":"object","properties":{
                "question":{"type":"string"},
                "options":{"type":"array","items":{"type":"string"},"description":"answers to choose from"}},
                "required":["question"]}"""),
            "other",
            "question",
            arguments -> ask(arguments, turn)));
    if (request.role() == Role.REVIEW) {
      tools.add(
          new Tool(
              new ToolDefinition(
                  "report_finding",
                  "Reports one defect. Call it once for each, in place of writing a fenced block.",
                  """
                  {"type":"object","properties":{
                  "severity":{"type":"string","enum":["critical","major","minor","nit"]},
                  "claim":{"type":"string","description":"what is wrong, in a sentence or two"},
                  "file":{"type":"string"},
                  "startLine":{"type":"integer"},"endLine":{"type":"integer"},
                  "symbol":{"type":"string","description":"the function or type"},
                  "defectClass":{"type":"string","description":"such as race condition"},
                  "evidence":{"type":"string","description":"quoted from the code"},
                  "suggestion":{"type":"string"},
                  "probe":{"type":"string","description":"a command or test that shows the defect"}},
                  "required":["severity","claim"]}"""),
              "other",
              "claim",
              arguments -> report(arguments, turn)));
    }
    if (request.role() == Role.BUILD) {
      tools.add(
          new Tool(
              new ToolDefinition(
                  "item_done",
                  "Says that the item is finished. End your turn after it.",
                  "{\"type\":\"object\",\"properties\":{}}"),
              "other",
              "",
              _ -> {
                turn.update(new Update.ItemDone());
                return Outcome.done("Noted. Now end your turn with a short summary.");
              }));
    }
    return tools;
  }

  private static Outcome ask(Arguments arguments, Turn turn)
      throws Refused, TurnOver, InterruptedException {
    String question = arguments.text("question").strip();
    if (question.isEmpty()) {
      throw new Refused("the question is empty; write what the human should decide");
    }
    Optional<String> answer =
        turn.ask(new AgentQuestion(question, arguments.texts("options")), arguments);
    return answer
        .map(text -> Outcome.done("The human answers: " + text))
        .orElseThrow(() -> new TurnOver(new TurnResult.Waiting()));
  }

  private static Outcome report(Arguments arguments, Turn turn) throws Refused, TurnOver {
    if (arguments.text("claim").isBlank()) {
      throw new Refused("the claim is empty; say what is wrong");
    }
    Claim claim = ClaimJson.read(arguments.json());
    turn.update(new Update.Found(claim));
    return Outcome.done(
        claim.malformed() == null
            ? "recorded"
            : "recorded, but marked: " + claim.malformed() + "; do not report it again");
  }
}
