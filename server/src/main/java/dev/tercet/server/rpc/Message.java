package dev.tercet.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What one side says to the other. */
public sealed interface Message {

  /**
   * Wants an answer.
   *
   * @param params null where there are none
   */
  record Request(RpcId id, String method, @Nullable ObjectNode params) implements Message {}

  /**
   * Wants no answer.
   *
   * @param params null where there are none
   */
  record Notification(String method, @Nullable ObjectNode params) implements Message {}

  /** The answer to a request. */
  record Result(RpcId id, JsonNode value) implements Message {}

  /**
   * The answer to a request that has no result, or to what could not be read.
   *
   * @param id null where it is not known which request it was
   */
  record Failure(@Nullable RpcId id, RpcError error) implements Message {}
}
