package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.Message;
import dev.tercet.server.rpc.RpcException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the headers of a POST against its body, so that nobody on the way routes by something else
 * than what is done here (2026-07-28, Streamable HTTP: Server Validation).
 */
final class HeaderCheck {

  private static final String CODED = "=?base64?";
  private static final String CODED_END = "?=";

  private HeaderCheck() {}

  static void check(HttpExchange exchange, Message.Request request, Provider provider)
      throws RpcException {
    ObjectNode params = request.params() == null ? Json.object() : request.params();
    match(exchange, "Mcp-Method", request.method());
    String version = Envelope.version(params).orElse(null);
    if (version != null) {
      match(exchange, "MCP-Protocol-Version", version);
    }
    String named =
        switch (request.method()) {
          case "tools/call", "prompts/get" -> "name";
          case "resources/read" -> "uri";
          case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
          default -> "";
        };
    if (!named.isEmpty() && params.path(named).isTextual()) {
      match(exchange, "Mcp-Name", params.path(named).textValue());
    }
    if (request.method().equals("tools/call")) {
      checkArguments(exchange, params, provider);
    }
  }

  private static void match(HttpExchange exchange, String header, String value)
      throws RpcException {
    String given = exchange.header(header);
    if (given == null || !decoded(header, given).equals(value)) {
      throw mismatch(header, given, value);
    }
  }

  private static void checkArguments(HttpExchange exchange, ObjectNode params, Provider provider)
      throws RpcException {
    Tool tool = provider.tool(params.path("name").asText()).orElse(null);
    if (tool != null) {
      checkProperties(exchange, tool.definition().path("inputSchema"), params.path("arguments"));
    }
  }

  /** Along {@code properties} only, as an annotation elsewhere has no meaning. */
  private static void checkProperties(HttpExchange exchange, JsonNode schema, JsonNode value)
      throws RpcException {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode part = value.path(property.getKey());
      if (property.getValue().has("x-mcp-header")) {
        checkArgument(
            exchange, "Mcp-Param-" + property.getValue().path("x-mcp-header").asText(), part);
      }
      checkProperties(exchange, property.getValue(), part);
    }
  }

  private static void checkArgument(HttpExchange exchange, String header, JsonNode value)
      throws RpcException {
    String given = exchange.header(header);
    boolean isThere = value.isValueNode() && !value.isNull() && !value.isMissingNode();
    if (given == null && !isThere) {
      return;
    }
    if (given == null || !isThere) {
      throw mismatch(header, given, value.asText());
    }
    String said = decoded(header, given);
    boolean isSame = value.isNumber() ? isNumber(said, value) : said.equals(value.asText());
    if (!isSame) {
      throw mismatch(header, given, value.asText());
    }
  }

  private static boolean isNumber(String said, JsonNode value) {
    try {
      return new BigDecimal(said).compareTo(value.decimalValue()) == 0;
    } catch (NumberFormatException none) {
      return false;
    }
  }

  private static String decoded(String header, String given) throws RpcException {
    if (!given.chars().allMatch(one -> one == '\t' || (one >= ' ' && one < 127))) {
      throw mismatch(header, "characters that a header must not have", "");
    }
    if (!given.startsWith(CODED) || !given.endsWith(CODED_END)) {
      return given;
    }
    String coded = given.substring(CODED.length(), given.length() - CODED_END.length());
    try {
      if (coded.length() % 4 != 0) {
        throw mismatch(header, given, "");
      }
      byte[] bytes = Base64.getDecoder().decode(coded);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException noBase64) {
      throw mismatch(header, given, "");
    }
  }

  private static RpcException mismatch(String header, @Nullable String given, String value) {
    return new RpcException(
        Errors.HEADER_MISMATCH,
        "Header mismatch: %s is %s, the body has '%s'"
            .formatted(header, given == null ? "missing" : "'" + given + "'", value));
  }
}
