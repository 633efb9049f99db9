package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcError;
import dev.tercet.server.rpc.RpcException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call that goes on without its request (tasks extension of 2026-07-28). Not a task of Tercet.
 * Guarded by its lock.
 */
final class HostTask implements Context.Voice, Asker {

  private static final Logger LOG = LoggerFactory.getLogger(HostTask.class);
  private static final long POLL_MILLIS = 1_000;

  private enum Status {
    WORKING,
    INPUT_REQUIRED,
    COMPLETED,
    FAILED,
    CANCELLED
  }

  private final String id;
  private final Duration lasts;
  private final InstantSource clock;
  private final Instant createdAt;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private final Map<String, ObjectNode> open = new LinkedHashMap<>();
  private final Map<String, JsonNode> answers = new LinkedHashMap<>();
  private Status status = Status.WORKING;
  private Instant updatedAt;
  private String message = "";
  private @Nullable ObjectNode result;
  private @Nullable RpcError error;
  private @Nullable Thread thread;

  HostTask(String id, Duration lasts, InstantSource clock) {
    this.id = id;
    this.lasts = lasts;
    this.clock = clock;
    this.createdAt = clock.instant();
    this.updatedAt = createdAt;
  }

  void start(Context.Later rest, Client client, Caller caller) {
    Context context = new Context(client, caller, this, this, Json.object());
    thread = Thread.ofVirtual().name("mcp-task").start(() -> run(rest, context));
  }

  private void run(Context.Later rest, Context context) {
    try {
      complete(rest.run(context).json());
    } catch (ToolFailure failed) {
      complete(ToolResult.failed(failed.words()).json());
    } catch (RpcException denied) {
      fail(denied.error());
    } catch (InterruptedException stopped) {
      fail(new RpcError(RpcError.INTERNAL, "it was stopped"));
    } catch (RuntimeException bug) {
      LOG.error("an MCP task failed", bug);
      fail(new RpcError(RpcError.INTERNAL, "the server has a fault; its log has more"));
    }
  }

  private void complete(ObjectNode value) {
    change(
        () -> {
          status = Status.COMPLETED;
          result = value;
        });
  }

  private void fail(RpcError why) {
    change(
        () -> {
          status = Status.FAILED;
          error = why;
        });
  }

  /** What has ended stays as it is. */
  private void change(Runnable what) {
    lock.lock();
    try {
      if (!isOver()) {
        what.run();
        updatedAt = clock.instant();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    return switch (status) {
      case WORKING, INPUT_REQUIRED -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }

  void cancel() {
    change(() -> status = Status.CANCELLED);
    Thread working = thread;
    if (working != null) {
      working.interrupt();
    }
  }

  /** Takes what answers an open question; the rest is ignored. */
  void update(JsonNode responses) {
    change(
        () -> {
          for (Map.Entry<String, JsonNode> response : responses.properties()) {
            if (open.remove(response.getKey()) != null) {
              answers.put(response.getKey(), response.getValue());
            }
          }
          if (open.isEmpty()) {
            status = Status.WORKING;
            answered.signalAll();
          }
        });
  }

  @Override
  public Map<String, JsonNode> ask(Map<String, ObjectNode> requests) throws InterruptedException {
    change(
        () -> {
          open.putAll(requests);
          status = Status.INPUT_REQUIRED;
        });
    lock.lockInterruptibly();
    try {
      while (!open.isEmpty()) {
        answered.await();
      }
      Map<String, JsonNode> given = Map.copyOf(answers);
      answers.clear();
      return given;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void tell(String method, ObjectNode params) {
    change(() -> message = params.path("message").asText(message));
  }

  @Override
  public boolean hears(LogLevel level) {
    return false;
  }

  boolean isExpired(Instant now) {
    lock.lock();
    try {
      return now.isAfter(updatedAt.plus(lasts));
    } finally {
      lock.unlock();
    }
  }

  /** The answer to the request that began it. */
  ObjectNode created() {
    lock.lock();
    try {
      return head().put("resultType", "task");
    } finally {
      lock.unlock();
    }
  }

  /** All that there is. */
  ObjectNode detailed() {
    lock.lock();
    try {
      ObjectNode json = head().put("resultType", "complete");
      if (status == Status.INPUT_REQUIRED) {
        ObjectNode requests = json.putObject("inputRequests");
        open.forEach(requests::set);
      }
      if (result != null && status == Status.COMPLETED) {
        json.set("result", result);
      }
      if (error != null && status == Status.FAILED) {
        json.putObject("error").put("code", error.code()).put("message", error.message());
      }
      return json;
    } finally {
      lock.unlock();
    }
  }

  private ObjectNode head() {
    ObjectNode json =
        Json.object()
            .put("taskId", id)
            .put("status", status.name().toLowerCase(Locale.ROOT))
            .put("createdAt", createdAt.toString())
            .put("lastUpdatedAt", updatedAt.toString())
            .put("ttlMs", lasts.toMillis())
            .put("pollIntervalMs", POLL_MILLIS);
    if (!message.isEmpty()) {
      json.put("statusMessage", message);
    }
    return json;
  }
}
