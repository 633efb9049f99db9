package dev.tercet.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request of the other side while it is under way: what was asked, and the way back for what
 * belongs to it. Guarded by its lock.
 */
public final class Call {

  private final Conversation conversation;
  private final Message.Request request;
  private final Outlet outlet;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread thread;
  private boolean ended;
  private boolean cancelled;

  Call(Conversation conversation, Message.Request request, Outlet outlet) {
    this.conversation = conversation;
    this.request = request;
    this.outlet = outlet;
  }

  public RpcId id() {
    return request.id();
  }

  public String method() {
    return request.method();
  }

  /** Empty where the request has none. */
  public ObjectNode params() {
    ObjectNode params = request.params();
    return params == null ? JsonNodeFactory.instance.objectNode() : params;
  }

  public Conversation conversation() {
    return conversation;
  }

  /** Says something on the way that the answer will take; nothing once the call is cancelled. */
  public void tell(String method, ObjectNode params) {
    lock.lock();
    try {
      if (!cancelled && !ended) {
        outlet.send(new Message.Notification(method, params));
      }
    } catch (IOException gone) {
      // Who does not hear what comes on the way will not hear the answer either, and that is said.
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the other side on the way that the answer will take, and waits.
   *
   * @throws RpcException what the other side answers when it does not
   * @throws TimeoutException no answer came in time
   */
  public JsonNode ask(String method, ObjectNode params, Duration patience)
      throws RpcException, InterruptedException, TimeoutException {
    return conversation.ask(method, params, this::sendWhileOpen, patience);
  }

  private void sendWhileOpen(Message message) throws IOException {
    lock.lock();
    try {
      if (cancelled || ended) {
        throw new IOException("the call is over");
      }
      outlet.send(message);
    } finally {
      lock.unlock();
    }
  }

  /** Whether this thread is to do the work: not when it was cancelled before. */
  boolean begin() {
    lock.lock();
    try {
      thread = Thread.currentThread();
      return !cancelled;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends the answer unless the call was cancelled. Whoever cancels takes the same lock, so a
   * thread is never interrupted while it writes (that would close the channel), nor afterwards.
   */
  void end(Message answer) throws IOException {
    lock.lock();
    try {
      ended = true;
      if (cancelled) {
        Thread.interrupted();
        return;
      }
    } finally {
      lock.unlock();
    }
    outlet.send(answer);
  }

  void cancel() {
    lock.lock();
    try {
      if (!ended) {
        cancelled = true;
        if (thread != null) {
          thread.interrupt();
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
