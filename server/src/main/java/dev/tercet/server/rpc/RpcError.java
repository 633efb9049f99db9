package dev.tercet.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Why a request has no result (JSON-RPC 2.0 §5.1).
 *
 * @param message for people, one sentence
 * @param data for programs
 */
public record RpcError(int code, String message, @Nullable JsonNode data) {

  /** What came is no JSON. */
  public static final int PARSE = -32700;

  /** What came is JSON and no message. */
  public static final int INVALID_REQUEST = -32600;

  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;

  /** We have a bug. */
  public static final int INTERNAL = -32603;

  /** More requests under way than a conversation may have; from the range for implementations. */
  public static final int TOO_MANY = -32000;

  public RpcError(int code, String message) {
    this(code, message, null);
  }

  public RpcException toException() {
    return new RpcException(this);
  }
}
