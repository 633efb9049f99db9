package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;
import java.util.Map;

/** The way in which a client is asked something in the middle of its request. */
@FunctionalInterface
interface Asker {

  /**
   * The answers, by the keys of the requests.
   *
   * @throws RpcException the client does not answer
   */
  Map<String, JsonNode> ask(Map<String, ObjectNode> requests)
      throws RpcException, InterruptedException;
}
