package dev.tercet.server.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request: go on with this conversation.
 *
 * @param maxOutput tokens that the answer may have; 0 leaves it to the provider where it may be
 *     left out
 * @param effort how hard to think, in the provider's word; null for its default
 * @param cacheKey the same for requests that begin alike, so that a provider sends them where the
 *     beginning is cached
 */
public record ModelRequest(
    String model,
    String system,
    List<Message> messages,
    List<ToolDefinition> tools,
    int maxOutput,
    @Nullable String effort,
    String cacheKey) {

  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
