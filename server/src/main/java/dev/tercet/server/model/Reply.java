package dev.tercet.server.model;

import dev.tercet.server.workflow.Usage;
import java.util.List;

/**
 * A whole answer.
 *
 * @param usage of this one request; its input excludes what was read from or written to a cache
 */
public record Reply(List<Block> blocks, Ending ending, Usage usage) {

  public Reply {
    blocks = List.copyOf(blocks);
  }

  /** Why the model stopped. */
  public enum Ending {
    /** It was done, or waits for its tool calls. */
    DONE,
    /** The answer reached its longest length. */
    CUT,
    /** The conversation reached the model's window. */
    WINDOW_FULL,
    /** The model or its provider will not answer that. */
    REFUSED,
    /** The provider wants to be asked again with what there is. */
    PAUSED,
    /** The model wrote a tool call that its provider could not read. */
    GARBLED
  }

  /** The tools it wants called, in order. */
  public List<Block.Call> calls() {
    return blocks.stream()
        .filter(Block.Call.class::isInstance)
        .map(Block.Call.class::cast)
        .toList();
  }
}
