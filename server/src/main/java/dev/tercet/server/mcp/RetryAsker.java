package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks by ending the request, and finds the answers in the next attempt: those of this round in
 * {@code inputResponses}, those of earlier rounds in {@code requestState}.
 */
final class RetryAsker implements Asker {

  private final ObjectNode answers;

  private RetryAsker(ObjectNode answers) {
    this.answers = answers;
  }

  static RetryAsker of(ObjectNode params, RequestState states, String request) throws RpcException {
    JsonNode state = params.path("requestState");
    JsonNode given = params.path("inputResponses");
    ObjectNode answers =
        state.isTextual() ? states.open(request, state.textValue()) : Json.object();
    if (!given.isObject() && !given.isMissingNode()) {
      throw Errors.invalid("inputResponses is an object of answers by key").toException();
    }
    for (Map.Entry<String, JsonNode> answer : given.properties()) {
      if (!answer.getValue().isObject()) {
        throw Errors.invalid("the answer \"%s\" is an object".formatted(answer.getKey()))
            .toException();
      }
      answers.set(answer.getKey(), answer.getValue());
    }
    return new RetryAsker(answers);
  }

  @Override
  public Map<String, JsonNode> ask(Map<String, ObjectNode> requests) {
    Map<String, ObjectNode> open = new LinkedHashMap<>(requests);
    open.keySet().removeIf(answers::has);
    if (!open.isEmpty()) {
      throw new InputRequired(open);
    }
    Map<String, JsonNode> all = new LinkedHashMap<>();
    requests.keySet().forEach(key -> all.put(key, answers.path(key)));
    return all;
  }

  /** What the client is told, with all answers so far sealed for it to send back. */
  ObjectNode result(InputRequired missing, RequestState states, String request) {
    ObjectNode result = Json.object().put("resultType", "input_required");
    ObjectNode requests = result.putObject("inputRequests");
    missing.requests().forEach(requests::set);
    result.put("requestState", states.seal(request, answers));
    return result;
  }
}
