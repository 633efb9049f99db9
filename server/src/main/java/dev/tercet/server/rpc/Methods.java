package dev.tercet.server.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** What one side of a conversation does when the other calls. Any thread may call. */
public interface Methods {

  /**
   * The result of a request. May block, unless it {@link #isQuick}: it has a thread of its own,
   * which is interrupted when the request is cancelled or the conversation ends. Any other
   * exception is a bug, is logged, and is answered with {@link RpcError#INTERNAL}.
   */
  JsonNode call(Call call) throws RpcException, InterruptedException;

  /**
   * Whether the answer to a request is at hand: it neither waits nor reads anything. Such a request
   * is served by the thread that read it, which saves it waiting for another.
   */
  default boolean isQuick(Message.Request request) {
    return false;
  }

  /** Takes note. Must not block: the messages behind it wait. */
  void notified(Message.Notification notification, Conversation conversation);

  /** Whether several messages may come as one (JSON-RPC 2.0 §6); many protocols have dropped it. */
  default boolean takesBatches() {
    return false;
  }
}
