package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;

/**
 * Something that a model may call.
 *
 * @param definition as it is listed: name, description, schemas, annotations
 */
public record Tool(ObjectNode definition, Work work, Pace pace) {

  /** A tool that may take its time. */
  public Tool(ObjectNode definition, Work work) {
    this(definition, work, Pace.OWN_TIME);
  }

  /** How long a call takes. */
  public enum Pace {
    /** What it says is in memory. */
    AT_HAND,
    /** It reads, waits or asks. */
    OWN_TIME
  }

  /** What a call does. */
  @FunctionalInterface
  public interface Work {

    /**
     * Does it. The arguments fit the input schema. Long work goes through {@link Context#later}.
     *
     * @throws ToolFailure what the model is told, so that it can mend it
     */
    ToolResult run(ObjectNode arguments, Context context)
        throws ToolFailure, RpcException, InterruptedException;
  }

  public String name() {
    return definition.path("name").asText();
  }

  boolean isQuick() {
    return pace == Pace.AT_HAND;
  }
}
