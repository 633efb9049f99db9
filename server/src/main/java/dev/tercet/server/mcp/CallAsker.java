package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.Call;
import dev.tercet.server.rpc.RpcError;
import dev.tercet.server.rpc.RpcException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Asks by a request of our own while the client's is under way, as it was until 2025-11-25. */
record CallAsker(Call call) implements Asker {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public Map<String, JsonNode> ask(Map<String, ObjectNode> requests)
      throws RpcException, InterruptedException {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    for (Map.Entry<String, ObjectNode> request : requests.entrySet()) {
      String method = request.getValue().path("method").asText();
      try {
        ObjectNode params = (ObjectNode) request.getValue().path("params");
        answers.put(request.getKey(), call.ask(method, params, PATIENCE));
      } catch (TimeoutException late) {
        throw new RpcException(
            RpcError.INTERNAL,
            "%s was not answered within %d minutes".formatted(method, PATIENCE.toMinutes()));
      }
    }
    return answers;
  }
}
