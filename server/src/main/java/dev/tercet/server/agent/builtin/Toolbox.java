package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.Update;
import dev.tercet.server.agent.builtin.Tool.Outcome;
import dev.tercet.server.agent.builtin.Tree.Refused;
import dev.tercet.server.model.Block;
import dev.tercet.server.model.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tools of one turn, by name. Used by the turn's thread. */
final class Toolbox {

  private static final int LONGEST_DETAIL = 8_000;
  private static final int LONGEST_TITLE = 300;

  private final Map<String, Tool> tools;
  private final Turn turn;
  private int refusedInARow;

  Toolbox(List<Tool> tools, Turn turn) {
    this.tools =
        tools.stream()
            .collect(
                Collectors.toMap(Tool::name, tool -> tool, (one, _) -> one, LinkedHashMap::new));
    this.turn = turn;
  }

  List<ToolDefinition> definitions() {
    return tools.values().stream().map(Tool::definition).toList();
  }

  /** How many calls in a row could not be understood. */
  int refusedInARow() {
    return refusedInARow;
  }

  /**
   * Does what is called for. Whatever is wrong with a call is an answer to it.
   *
   * @throws TurnOver when the turn ends by it
   */
  Outcome call(Block.Call call) throws TurnOver, InterruptedException {
    Tool tool = tools.get(call.name());
    String title = call.name();
    try {
      if (tool == null) {
        throw new Refused(
            "there is no tool \"%s\" for you; there are %s"
                .formatted(cut(call.name(), 100), String.join(", ", tools.keySet())));
      }
      Arguments arguments = Arguments.parse(call.arguments());
      title = title(tool, arguments);
      turn.update(new Update.ToolCall(call.id(), title, tool.kind(), "running", null));
      Outcome outcome = tool.action().call(arguments);
      refusedInARow = 0;
      said(call, title, tool.kind(), outcome);
      return outcome;
    } catch (Refused refused) {
      refusedInARow++;
      Outcome outcome = Outcome.failed(String.valueOf(refused.getMessage()));
      said(call, title, tool == null ? "other" : tool.kind(), outcome);
      return outcome;
    }
  }

  private void said(Block.Call call, String title, String kind, Outcome outcome) throws TurnOver {
    turn.update(
        new Update.ToolCall(
            call.id(),
            title,
            kind,
            outcome.failed() ? "failed" : "completed",
            cut(outcome.text(), LONGEST_DETAIL)));
  }

  private static String title(Tool tool, Arguments arguments) {
    String subject = arguments.json().path(tool.subject()).asText("");
    return cut(
        subject.isEmpty()
            ? tool.name()
            : tool.kind().equals("execute") ? subject : tool.name() + " " + subject,
        LONGEST_TITLE);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + " […]";
  }
}
