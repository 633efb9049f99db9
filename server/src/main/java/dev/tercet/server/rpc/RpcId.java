package dev.tercet.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.Optional;

/**
 * The id of a request: a text or a number of any size, sent back exactly as it came. The number 1
 * and the text "1" are two ids (JSON-RPC 2.0 §4).
 *
 * @param value a text or a number
 */
public record RpcId(JsonNode value) {

  public RpcId {
    if (!value.isTextual() && !value.isNumber()) {
      throw new IllegalArgumentException("an id is a text or a number, not " + value);
    }
    // Jackson has three kinds of whole numbers, which are never equal to each other.
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      value = LongNode.valueOf(value.longValue());
    }
  }

  /** The id, where this can be one. */
  static Optional<RpcId> read(JsonNode value) {
    return value.isTextual() || value.isNumber() ? Optional.of(new RpcId(value)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
