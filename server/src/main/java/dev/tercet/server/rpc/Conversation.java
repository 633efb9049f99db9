package dev.tercet.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two sides that ask each other: which requests are under way in each direction, whatever carries
 * the messages. Each request runs on a thread from the executor and is answered where it came from.
 *
 * <p>Any thread may call.
 */
public final class Conversation implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final int MOST_UNDER_WAY = 1_000;

  private final Methods methods;
  private final Executor threads;
  private final Map<RpcId, Call> underWay = new ConcurrentHashMap<>();
  private final Map<RpcId, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private volatile boolean closed;

  /**
   * A conversation that has not begun.
   *
   * @param threads runs each request of the other side; the caller's own thread where it serves one
   *     request only
   */
  public Conversation(Methods methods, Executor threads) {
    this.methods = methods;
    this.threads = threads;
  }

  /** Takes a message in; a request is answered at the outlet, later. */
  public void receive(Message message, Outlet answers) throws IOException {
    switch (message) {
      case Message.Request request -> begin(request, answers);
      case Message.Notification notification -> methods.notified(notification, this);
      case Message.Result(var id, var value) -> {
        CompletableFuture<JsonNode> waiting = asked.remove(id);
        if (waiting != null) {
          waiting.complete(value);
        }
      }
      case Message.Failure(var id, var error) -> {
        CompletableFuture<JsonNode> waiting = id == null ? null : asked.remove(id);
        if (waiting != null) {
          waiting.completeExceptionally(error.toException());
        }
      }
    }
  }

  /** Takes a batch in: its requests are answered in one batch, when all have their answers. */
  public void receiveBatch(Incoming.Batch batch, Outlet answers) throws IOException {
    long requests =
        batch.parts().stream()
            .filter(
                part ->
                    part instanceof Incoming.Broken
                        || (part instanceof Incoming.One(var one)
                            && one instanceof Message.Request))
            .count();
    Collected collected = new Collected(answers, requests);
    for (Incoming part : batch.parts()) {
      switch (part) {
        case Incoming.One(var message) -> receive(message, collected);
        case Incoming.Broken(var failure) -> collected.send(failure);
        case Incoming.Batch _ -> throw new IllegalStateException("a batch holds no batch");
      }
    }
  }

  private void begin(Message.Request request, Outlet answers) throws IOException {
    if (underWay.size() >= MOST_UNDER_WAY) {
      String why = MOST_UNDER_WAY + " requests are under way: wait for their answers";
      answers.send(new Message.Failure(request.id(), new RpcError(RpcError.TOO_MANY, why)));
      return;
    }
    Call call = new Call(this, request, answers);
    if (underWay.putIfAbsent(request.id(), call) != null) {
      // Answered without the id, which belongs to the answer of the request that has it.
      String why = "the id %s is under way already".formatted(request.id());
      answers.send(new Message.Failure(null, new RpcError(RpcError.INVALID_REQUEST, why)));
      return;
    }
    if (closed) {
      call.cancel();
    }
    if (methods.isQuick(request)) {
      serve(call);
    } else {
      threads.execute(() -> serve(call));
    }
  }

  private void serve(Call call) {
    try {
      if (!call.begin()) {
        return;
      }
      Message answer = answer(call);
      // From here on the other side may use the id again.
      underWay.remove(call.id(), call);
      call.end(answer);
    } catch (IOException gone) {
      LOG.debug("an answer to {} did not get out: {}", call.method(), gone.toString());
    } finally {
      underWay.remove(call.id(), call);
    }
  }

  private Message answer(Call call) {
    try {
      return new Message.Result(call.id(), methods.call(call));
    } catch (RpcException denied) {
      return new Message.Failure(call.id(), denied.error());
    } catch (InterruptedException | CancellationException stopped) {
      return new Message.Failure(call.id(), new RpcError(RpcError.INTERNAL, "it was stopped"));
    } catch (RuntimeException bug) {
      LOG.error("{} {} failed", call.method(), call.id(), bug);
      return new Message.Failure(
          call.id(), new RpcError(RpcError.INTERNAL, "the server has a fault; its log has more"));
    }
  }

  /** Ends a request of the other side: nothing more is said of it, its thread is interrupted. */
  public void cancel(RpcId id) {
    Call call = underWay.get(id);
    if (call != null) {
      call.cancel();
    }
  }

  /**
   * Asks the other side, and waits.
   *
   * @throws RpcException what the other side answers when it does not, or that it is gone
   * @throws TimeoutException no answer came in time
   */
  public JsonNode ask(String method, ObjectNode params, Way way, Duration patience)
      throws RpcException, InterruptedException, TimeoutException {
    RpcId id = new RpcId(LongNode.valueOf(lastId.incrementAndGet()));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      if (closed) {
        throw new IOException("the conversation is over");
      }
      way.send(new Message.Request(id, method, params));
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | CancellationException gone) {
      throw new RpcException(RpcError.INTERNAL, method + " could not be asked: " + gone);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RpcException error) {
        throw error;
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      asked.remove(id);
    }
  }

  /** Where a question of ours goes. */
  @FunctionalInterface
  public interface Way {
    void send(Message message) throws IOException;
  }

  /** Nothing will be answered any more, so nothing is waited for. */
  void hearNothingMore() {
    closed = true;
    asked.values().forEach(waiting -> waiting.cancel(false));
  }

  /** Stops what is under way in both directions. */
  @Override
  public void close() {
    hearNothingMore();
    underWay.values().forEach(Call::cancel);
  }

  /** Answers of a batch, sent on when the last is there. Guarded by its lock. */
  private static final class Collected implements Outlet {

    private final Outlet to;
    private final long expected;
    private final List<Message> answers = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    Collected(Outlet to, long expected) {
      this.to = to;
      this.expected = expected;
    }

    @Override
    public void send(Message message) throws IOException {
      List<Message> all = add(message);
      if (all != null) {
        to.sendBatch(all);
      }
    }

    private @Nullable List<Message> add(Message message) throws IOException {
      if (message instanceof Message.Request || message instanceof Message.Notification) {
        to.send(message);
        return null;
      }
      lock.lock();
      try {
        answers.add(message);
        return answers.size() == expected ? List.copyOf(answers) : null;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void sendBatch(List<Message> messages) throws IOException {
      to.sendBatch(messages);
    }
  }
}
