package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcError;

/** The errors that MCP has beside those of JSON-RPC. */
final class Errors {

  /** Until 2025-11-25. */
  static final int RESOURCE_NOT_FOUND = -32002;

  /** A session that has ended, or never was. */
  static final int NO_SESSION = -32001;

  static final int HEADER_MISMATCH = -32020;
  static final int MISSING_CAPABILITY = -32021;
  static final int UNSUPPORTED_VERSION = -32022;

  private Errors() {}

  static RpcError unsupported(String requested) {
    ObjectNode data = Json.object();
    data.set("supported", Json.array(Revision.modern().stream().map(Errors::text).toList()));
    data.put("requested", requested);
    return new RpcError(
        UNSUPPORTED_VERSION, "revision \"%s\" is not spoken here".formatted(requested), data);
  }

  static RpcError noResource(String uri, Revision revision) {
    return new RpcError(
        revision.isModern() ? RpcError.INVALID_PARAMS : RESOURCE_NOT_FOUND,
        "there is no resource " + uri,
        Json.object().put("uri", uri));
  }

  static RpcError unknownMethod(String method) {
    return new RpcError(RpcError.METHOD_NOT_FOUND, "there is no method " + method);
  }

  static RpcError invalid(String why) {
    return new RpcError(RpcError.INVALID_PARAMS, why);
  }

  private static com.fasterxml.jackson.databind.node.TextNode text(String value) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(value);
  }
}
