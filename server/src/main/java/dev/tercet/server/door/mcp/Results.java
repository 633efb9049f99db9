package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.WireText;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.ToolResult;

/**
 * What calls about one task give. Some hosts show their model the words of a result, others only
 * its structure, so what to do next is in both; and it is a call of ours, not the command that the
 * same place has for people.
 */
final class Results {

  private Results() {}

  /**
   * A task as it is now.
   *
   * @param what what came of the call, in a sentence; empty where it only looked
   */
  static ToolResult of(String what, TaskView now) {
    String head = what.isEmpty() ? "" : what + "\n";
    ObjectNode structure = (ObjectNode) Json.parse(WireText.json(now));
    structure.put("next", head + Words.next(now));
    return ToolResult.text(head + Words.task(now), structure);
  }
}
