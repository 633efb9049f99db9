package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcError;
import dev.tercet.server.rpc.RpcException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request beside its arguments, and the way to its client while it is under way.
 * Confined to the request's thread.
 */
public final class Context {

  private final Client client;
  private final Caller caller;
  private final Voice voice;
  private final Asker asker;
  private final @Nullable JsonNode progressToken;

  Context(
      Client client, Caller caller, Voice voice, Asker asker, @Nullable JsonNode progressToken) {
    this.client = client;
    this.caller = caller;
    this.voice = voice;
    this.asker = asker;
    this.progressToken = progressToken;
  }

  /** Work that goes on when the request that began it has been answered with a task. */
  @FunctionalInterface
  public interface Later {
    ToolResult run(Context context) throws ToolFailure, RpcException, InterruptedException;
  }

  /** Where notifications that belong to the request go. */
  interface Voice {

    void tell(String method, ObjectNode params);

    /** Whether the client wants to hear of this. */
    boolean hears(LogLevel level);
  }

  /** Does the rest as a task where the host can come back for the result, else at once. */
  public ToolResult later(Later rest) throws ToolFailure, RpcException, InterruptedException {
    if (client.hasExtension(HostTasks.EXTENSION) && client.revision().isModern()) {
      throw new BecomesTask(rest);
    }
    return rest.run(this);
  }

  /** As {@link #later}, for what takes too long to be done at once. */
  public ToolResult onlyLater(Later rest) throws ToolFailure, RpcException, InterruptedException {
    if (!client.hasExtension(HostTasks.EXTENSION)) {
      throw missing(HostTasks.announced()).toException();
    }
    return later(rest);
  }

  public Client client() {
    return client;
  }

  public Caller caller() {
    return caller;
  }

  /**
   * Says how far it is, where the client wants to know. Each call says more than the one before.
   */
  public void progress(double done, double total, String message) {
    if (progressToken != null) {
      ObjectNode params = Json.object();
      params.set("progressToken", progressToken);
      params.put("progress", done).put("total", total).put("message", message);
      voice.tell("notifications/progress", params);
    }
  }

  public void log(LogLevel level, String message) {
    if (voice.hears(level)) {
      ObjectNode params = Json.object().put("level", level.word()).put("data", message);
      voice.tell("notifications/message", params);
    }
  }

  /** What the client's human answers to a form: {@code accept} with content, decline or cancel. */
  public JsonNode elicit(String key, String message, ObjectNode schema)
      throws RpcException, InterruptedException {
    ObjectNode params = Json.object().put("mode", "form").put("message", message);
    params.set("requestedSchema", schema);
    return Objects.requireNonNull(ask(Map.of(key, request("elicitation/create", params))).get(key));
  }

  /**
   * A page that the client's human is sent to.
   *
   * @param id names it to the client; not what opens it
   */
  public record Page(String id, URI address) {}

  /** Whether the client's human goes to the page: {@code accept}, decline or cancel. */
  public JsonNode elicitPage(String key, String message, Page page)
      throws RpcException, InterruptedException {
    ObjectNode params =
        Json.object()
            .put("mode", "url")
            .put("message", message)
            .put("url", page.address().toString());
    if (!client.revision().isModern()) {
      params.put("elicitationId", page.id());
    }
    return Objects.requireNonNull(ask(Map.of(key, request("elicitation/create", params))).get(key));
  }

  /**
   * Says that the human is done with a page (2025-11-25, Elicitation: Completion Notifications).
   */
  public void elicited(String page) {
    if (client.revision() == Revision.R2025_11_25) {
      voice.tell("notifications/elicitation/complete", Json.object().put("elicitationId", page));
    }
  }

  /** Several questions at once; keys are unique in the request. */
  public Map<String, JsonNode> ask(Map<String, ObjectNode> requests)
      throws RpcException, InterruptedException {
    ObjectNode missing = Json.object();
    Map<String, ObjectNode> ordered = new LinkedHashMap<>(requests);
    for (ObjectNode request : ordered.values()) {
      String needed = capability(request.path("method").asText());
      if (!client.has(needed)) {
        missing.putObject(needed);
      }
    }
    if (!missing.isEmpty()) {
      throw missing(missing).toException();
    }
    return asker.ask(ordered);
  }

  /**
   * A client that lacks a capability which the request cannot do without (2026-07-28, -32021).
   *
   * @param capabilities as the client would have to announce them
   */
  public static RpcError missing(ObjectNode capabilities) {
    ObjectNode data = Json.object();
    data.set("requiredCapabilities", capabilities);
    return new RpcError(
        Errors.MISSING_CAPABILITY, "the client lacks a capability that this needs", data);
  }

  public static ObjectNode request(String method, ObjectNode params) {
    ObjectNode request = Json.object().put("method", method);
    request.set("params", params);
    return request;
  }

  private static String capability(String method) {
    return switch (method) {
      case "elicitation/create" -> "elicitation";
      case "sampling/createMessage" -> "sampling";
      case "roots/list" -> "roots";
      default -> throw new IllegalArgumentException(method + " cannot be asked of a client");
    };
  }
}
