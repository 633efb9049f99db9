package dev.tercet.server.model;

import java.util.List;

/** One message of a conversation. */
public sealed interface Message {

  /** What we say. */
  record User(String text) implements Message {}

  /** What the model said and asked for. */
  record Assistant(List<Block> blocks) implements Message {
    public Assistant {
      blocks = List.copyOf(blocks);
    }
  }

  /** What came of the tool calls of the message before, each answered once. */
  record Results(List<ToolResult> results) implements Message {
    public Results {
      results = List.copyOf(results);
    }
  }
}
