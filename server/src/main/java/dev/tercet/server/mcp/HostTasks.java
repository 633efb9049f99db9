package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that go on without their requests, kept for a while after they have ended. */
final class HostTasks {

  static final String EXTENSION = "io.modelcontextprotocol/tasks";
  private static final Duration LASTS = Duration.ofHours(1);
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final Map<String, HostTask> tasks = new ConcurrentHashMap<>();

  HostTasks(InstantSource clock) {
    this.clock = clock;
  }

  /** What a client has to announce. */
  static ObjectNode announced() {
    ObjectNode capabilities = Json.object();
    capabilities.putObject("extensions").putObject(EXTENSION);
    return capabilities;
  }

  /** Goes on with a call; its task can be asked for before the answer is out. */
  ObjectNode begin(Context.Later rest, Client client, Caller caller) throws RpcException {
    Instant now = clock.instant();
    tasks.values().removeIf(task -> task.isExpired(now));
    if (tasks.size() >= MOST) {
      throw Errors.invalid(MOST + " calls go on already: cancel some").toException();
    }
    String id = UUID.randomUUID().toString();
    HostTask task = new HostTask(id, LASTS, clock);
    tasks.put(id, task);
    task.start(rest, client, caller);
    return task.created();
  }

  /** The answer to {@code tasks/get}, {@code tasks/update} or {@code tasks/cancel}. */
  ObjectNode answer(String method, ObjectNode params, Client client) throws RpcException {
    if (!client.hasExtension(EXTENSION)) {
      throw Context.missing(announced()).toException();
    }
    String id = params.path("taskId").asText();
    HostTask task = tasks.get(id);
    if (task == null) {
      throw Errors.invalid("there is no task \"%s\" here any more".formatted(id)).toException();
    }
    switch (method) {
      case "tasks/update" -> task.update(params.path("inputResponses"));
      case "tasks/cancel" -> task.cancel();
      default -> {
        return task.detailed();
      }
    }
    return Json.object().put("resultType", "complete");
  }
}
