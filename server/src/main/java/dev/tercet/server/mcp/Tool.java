package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;

/**
 * Something that a model may call.
 *
 * @param definition as it is listed: name, description, schemas, annotations
 */
public record Tool(ObjectNode definition, Work work) {

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
}
