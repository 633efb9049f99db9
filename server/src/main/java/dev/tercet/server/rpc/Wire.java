package dev.tercet.server.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages from bytes and to bytes, with the limits on what is read. */
public final class Wire {

  private static final int DEEPEST = 200;
  private static final int LONGEST_TEXT = 32 << 20;
  private static final int MOST_IN_BATCH = 100;

  /** Reads numbers exactly, so that an id of any size goes back as it came. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Wire() {}

  /** What the bytes are; whatever they are, this does not throw. */
  public static Incoming read(byte[] bytes) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(bytes);
    } catch (StreamConstraintsException tooMuch) {
      return broken(null, RpcError.INVALID_REQUEST, "too deep or too long: over the limits");
    } catch (IOException notJson) {
      return broken(null, RpcError.PARSE, "this is not JSON: " + place(notJson));
    }
    if (tree.isMissingNode()) {
      return broken(null, RpcError.PARSE, "this is not JSON: it is empty");
    }
    if (!tree.isArray()) {
      return message(tree);
    }
    if (tree.isEmpty() || tree.size() > MOST_IN_BATCH) {
      return broken(
          null, RpcError.INVALID_REQUEST, "a batch has 1 to " + MOST_IN_BATCH + " messages");
    }
    List<Incoming> parts = new ArrayList<>();
    tree.forEach(part -> parts.add(message(part)));
    return new Incoming.Batch(parts);
  }

  private static String place(IOException notJson) {
    return notJson instanceof com.fasterxml.jackson.core.JsonProcessingException json
            && json.getLocation() != null
        ? "line %d, column %d"
            .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr())
        : "it could not be read";
  }

  private static Incoming message(JsonNode tree) {
    JsonNode idNode = tree.path("id");
    Optional<RpcId> id = RpcId.read(idNode);
    if (!tree.isObject() || !tree.path("jsonrpc").asText().equals("2.0")) {
      return broken(
          id.orElse(null), RpcError.INVALID_REQUEST, "a message has \"jsonrpc\": \"2.0\"");
    }
    if (tree.has("method")) {
      return called(tree, id);
    }
    if (id.isPresent() && tree.has("result")) {
      return new Incoming.One(new Message.Result(id.get(), tree.get("result")));
    }
    if (tree.has("error") && (id.isPresent() || idNode.isNull() || idNode.isMissingNode())) {
      return new Incoming.One(new Message.Failure(id.orElse(null), error(tree.get("error"))));
    }
    return broken(
        id.orElse(null),
        RpcError.INVALID_REQUEST,
        "a message has a method, or an id with a result or an error");
  }

  private static Incoming called(JsonNode tree, Optional<RpcId> id) {
    JsonNode method = tree.get("method");
    JsonNode params = tree.path("params");
    if (!method.isTextual()) {
      return broken(id.orElse(null), RpcError.INVALID_REQUEST, "a method is a text");
    }
    if (tree.has("id") && id.isEmpty()) {
      return broken(null, RpcError.INVALID_REQUEST, "the id of a request is a text or a number");
    }
    if (!params.isObject() && !params.isMissingNode()) {
      return broken(
          id.orElse(null),
          params.isArray() ? RpcError.INVALID_PARAMS : RpcError.INVALID_REQUEST,
          "params are an object");
    }
    ObjectNode given = params instanceof ObjectNode object ? object : null;
    return new Incoming.One(
        id.isPresent()
            ? new Message.Request(id.get(), method.textValue(), given)
            : new Message.Notification(method.textValue(), given));
  }

  private static RpcError error(JsonNode tree) {
    return new RpcError(
        tree.path("code").asInt(RpcError.INTERNAL),
        tree.path("message").asText("an error without a message"),
        tree.get("data"));
  }

  private static Incoming broken(@Nullable RpcId id, int code, String why) {
    return new Incoming.Broken(new Message.Failure(id, new RpcError(code, why)));
  }

  /** The message as one line of JSON, without a newline at its end and with none in it. */
  public static byte[] bytes(Message message) {
    return bytes(List.of(message), false);
  }

  /** A batch as one line of JSON. */
  public static byte[] batch(List<Message> messages) {
    return bytes(messages, true);
  }

  private static byte[] bytes(List<Message> messages, boolean asArray) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
      if (asArray) {
        out.writeStartArray();
      }
      for (Message message : messages) {
        write(message, out);
      }
      if (asArray) {
        out.writeEndArray();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(Message message, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("jsonrpc", "2.0");
    switch (message) {
      case Message.Request(var id, var method, var params) -> {
        out.writeFieldName("id");
        MAPPER.writeTree(out, id.value());
        called(method, params, out);
      }
      case Message.Notification(var method, var params) -> called(method, params, out);
      case Message.Result(var id, var value) -> {
        out.writeFieldName("id");
        MAPPER.writeTree(out, id.value());
        out.writeFieldName("result");
        MAPPER.writeTree(out, value);
      }
      case Message.Failure(var id, var error) -> {
        out.writeFieldName("id");
        MAPPER.writeTree(out, id == null ? MAPPER.nullNode() : id.value());
        error(error, out);
      }
    }
    out.writeEndObject();
  }

  private static void called(String method, @Nullable ObjectNode params, JsonGenerator out)
      throws IOException {
    out.writeStringField("method", method);
    if (params != null) {
      out.writeFieldName("params");
      MAPPER.writeTree(out, params);
    }
  }

  private static void error(RpcError error, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("error");
    out.writeNumberField("code", error.code());
    out.writeStringField("message", error.message());
    if (error.data() != null) {
      out.writeFieldName("data");
      MAPPER.writeTree(out, error.data());
    }
    out.writeEndObject();
  }
}
