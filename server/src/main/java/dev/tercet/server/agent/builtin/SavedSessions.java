package dev.tercet.server.agent.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.model.Block;
import dev.tercet.server.model.Message;
import dev.tercet.server.model.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contexts on disk, a JSON file for each, so that an answer that comes days later finds what it
 * answers. A context that is missing or cannot be read is none: the run then begins afresh.
 */
final class SavedSessions {

  private static final Logger LOG = LoggerFactory.getLogger(SavedSessions.class);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final long LARGEST = 64_000_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  SavedSessions(Path folder) {
    this.folder = folder;
  }

  /** Keeps a context; one that cannot be kept is said in the log, and costs no more than time. */
  void save(String token, String mark, List<Message> messages, Instant now) {
    ObjectNode root = JSON.createObjectNode().put("mark", mark);
    ArrayNode list = root.putArray("messages");
    messages.forEach(message -> list.add(json(message)));
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "fresh-", ".tmp");
      protect(fresh);
      Files.write(fresh, JSON.writeValueAsBytes(root));
      Files.move(
          fresh, file(token), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      sweep(now);
    } catch (IOException failure) {
      LOG.warn("the context {} cannot be kept: {}", token, failure.toString());
    }
  }

  private static void protect(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private void sweep(Instant now) throws IOException {
    FileTime oldest = FileTime.from(now.minus(KEPT));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** The messages of a context, when it is there and of that provider and model. */
  Optional<List<Message>> load(String token, String mark) {
    if (!isToken(token)) {
      return Optional.empty();
    }
    Path file = file(token);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (!root.path("mark").asText().equals(mark)) {
        return Optional.empty();
      }
      List<Message> messages = new ArrayList<>();
      root.path("messages").forEach(json -> messages.add(message(json)));
      return Optional.of(messages);
    } catch (IOException | UncheckedIOException failure) {
      LOG.warn("the context {} cannot be read: {}", token, failure.toString());
      return Optional.empty();
    }
  }

  static boolean isToken(String token) {
    return token.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,120}");
  }

  private Path file(String token) {
    return folder.resolve(token + ".json");
  }

  private static ObjectNode json(Message message) {
    ObjectNode json = JSON.createObjectNode();
    switch (message) {
      case Message.User(String text) -> json.put("user", text);
      case Message.Assistant(var blocks) -> {
        ArrayNode list = json.putArray("assistant");
        blocks.forEach(block -> list.add(json(block)));
      }
      case Message.Results(var results) -> {
        ArrayNode list = json.putArray("results");
        for (ToolResult result : results) {
          list.addObject()
              .put("id", result.id())
              .put("name", result.name())
              .put("text", result.text())
              .put("failed", result.failed());
        }
      }
    }
    return json;
  }

  private static ObjectNode json(Block block) {
    ObjectNode json = JSON.createObjectNode();
    return switch (block) {
      case Block.Text(String text) -> json.put("text", text);
      case Block.Reasoning(String text, var opaque) ->
          json.put("reasoning", text).put("opaque", opaque);
      case Block.Call call ->
          json.put("call", call.id())
              .put("name", call.name())
              .put("arguments", call.arguments())
              .put("opaque", call.opaque());
    };
  }

  private static Message message(JsonNode json) {
    if (json.has("user")) {
      return new Message.User(json.path("user").asText());
    }
    if (json.has("assistant")) {
      List<Block> blocks = new ArrayList<>();
      json.path("assistant").forEach(block -> blocks.add(block(block)));
      return new Message.Assistant(blocks);
    }
    List<ToolResult> results = new ArrayList<>();
    for (JsonNode result : json.path("results")) {
      results.add(
          new ToolResult(
              result.path("id").asText(),
              result.path("name").asText(),
              result.path("text").asText(),
              result.path("failed").asBoolean()));
    }
    return new Message.Results(results);
  }

  private static Block block(JsonNode json) {
    @Nullable String opaque = json.path("opaque").isTextual() ? json.path("opaque").asText() : null;
    if (json.has("text")) {
      return new Block.Text(json.path("text").asText());
    }
    return json.has("reasoning")
        ? new Block.Reasoning(json.path("reasoning").asText(), opaque)
        : new Block.Call(
            json.path("call").asText(),
            json.path("name").asText(),
            json.path("arguments").asText(),
            opaque);
  }
}
