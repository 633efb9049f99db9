package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The requests that both eras have: lists, calls, reading, completion. */
final class Requests {

  private static final int PAGE = 200;
  private static final int MOST_VALUES = 100;

  private final Provider provider;

  Requests(Provider provider) {
    this.provider = provider;
  }

  ObjectNode answer(String method, ObjectNode params, Context context)
      throws RpcException, InterruptedException {
    return switch (method) {
      case "tools/list" ->
          page("tools", provider.tools().stream().map(Tool::definition).toList(), params);
      case "tools/call" -> call(params, context).json();
      case "prompts/list" ->
          page("prompts", provider.prompts().stream().map(Prompt::definition).toList(), params);
      case "prompts/get" -> prompt(params, context);
      case "resources/list" -> page("resources", provider.resources(), params);
      case "resources/templates/list" -> page("resourceTemplates", provider.templates(), params);
      case "resources/read" -> read(params, context);
      case "completion/complete" -> complete(params);
      default -> throw Errors.unknownMethod(method).toException();
    };
  }

  private static ObjectNode page(String name, List<ObjectNode> all, ObjectNode params)
      throws RpcException {
    int from = params.has("cursor") ? place(params.path("cursor"), all.size()) : 0;
    int to = Math.min(all.size(), from + PAGE);
    ObjectNode page = Json.object();
    page.set(name, Json.array(all.subList(from, to)));
    if (to < all.size()) {
      byte[] place = String.valueOf(to).getBytes(StandardCharsets.UTF_8);
      page.put("nextCursor", Base64.getUrlEncoder().encodeToString(place));
    }
    return page;
  }

  private static int place(JsonNode cursor, int size) throws RpcException {
    try {
      byte[] place = Base64.getUrlDecoder().decode(cursor.asText());
      int from = Integer.parseInt(new String(place, StandardCharsets.UTF_8));
      if (from >= 0 && from <= size) {
        return from;
      }
    } catch (IllegalArgumentException notOurs) {
      // Falls through: what we did not make is as wrong as what leads past the end.
    }
    throw Errors.invalid("this cursor is none of ours: begin without one").toException();
  }

  private ToolResult call(ObjectNode params, Context context)
      throws RpcException, InterruptedException {
    String name = params.path("name").asText();
    Tool tool =
        provider
            .tool(name)
            .orElseThrow(
                () -> Errors.invalid("Unknown tool: \"%s\"".formatted(name)).toException());
    JsonNode given = params.path("arguments");
    JsonNode arguments = given.isMissingNode() || given.isNull() ? Json.object() : given;
    List<String> faults =
        SchemaCheck.faults(arguments, tool.definition().path("inputSchema"), "arguments");
    if (!faults.isEmpty() || !(arguments instanceof ObjectNode object)) {
      return ToolResult.failed(
          "Nothing was done, because the arguments do not fit:\n- "
              + String.join("\n- ", faults)
              + "\nMend them and call "
              + name
              + " again.");
    }
    try {
      return tool.work().run(object, context);
    } catch (ToolFailure failed) {
      return ToolResult.failed(failed.words());
    }
  }

  private ObjectNode prompt(ObjectNode params, Context context)
      throws RpcException, InterruptedException {
    String name = params.path("name").asText();
    Prompt prompt =
        provider.prompts().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> Errors.invalid("Unknown prompt: \"%s\"".formatted(name)).toException());
    ObjectNode arguments =
        params.path("arguments") instanceof ObjectNode object ? object : Json.object();
    for (String required : prompt.required()) {
      if (!arguments.has(required)) {
        throw Errors.invalid("prompt %s needs the argument \"%s\"".formatted(name, required))
            .toException();
      }
    }
    ObjectNode result = Json.object();
    if (prompt.definition().has("description")) {
      result.set("description", prompt.definition().get("description"));
    }
    result.set("messages", Json.array(prompt.words().say(arguments, context)));
    return result;
  }

  private ObjectNode read(ObjectNode params, Context context)
      throws RpcException, InterruptedException {
    JsonNode uri = params.path("uri");
    if (!uri.isTextual()) {
      throw Errors.invalid("resources/read needs \"uri\"").toException();
    }
    List<ObjectNode> contents =
        provider
            .read(uri.textValue(), context)
            .orElseThrow(
                () ->
                    Errors.noResource(uri.textValue(), context.client().revision()).toException());
    ObjectNode result = Json.object();
    result.set("contents", Json.array(contents));
    return result;
  }

  private ObjectNode complete(ObjectNode params) throws RpcException {
    JsonNode reference = params.path("ref");
    String named =
        switch (reference.path("type").asText()) {
          case "ref/prompt" -> reference.path("name").asText();
          case "ref/resource" -> reference.path("uri").asText();
          default -> throw Errors.invalid("ref is a ref/prompt or a ref/resource").toException();
        };
    JsonNode argument = params.path("argument");
    JsonNode others = params.path("context").path("arguments");
    List<String> values =
        provider.complete(
            new Completion(
                named,
                argument.path("name").asText(),
                argument.path("value").asText(),
                others instanceof ObjectNode object ? object : Json.object()));
    ObjectNode result = Json.object();
    ObjectNode completion = result.putObject("completion");
    ArrayNode list = completion.putArray("values");
    values.stream().limit(MOST_VALUES).forEach(list::add);
    completion.put("total", values.size()).put("hasMore", values.size() > MOST_VALUES);
    return result;
  }
}
