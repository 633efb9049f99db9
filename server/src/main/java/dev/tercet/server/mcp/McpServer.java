package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.Call;
import dev.tercet.server.rpc.Conversation;
import dev.tercet.server.rpc.LineConnection;
import dev.tercet.server.rpc.Message;
import dev.tercet.server.rpc.Methods;
import dev.tercet.server.rpc.Outlet;
import dev.tercet.server.rpc.RpcError;
import dev.tercet.server.rpc.RpcException;
import dev.tercet.server.rpc.RpcId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server for what a provider offers: one instance for all connections, each of which may be
 * of either era.
 */
public final class McpServer {

  private final Provider provider;
  private final Modern modern;

  public McpServer(Provider provider, InstantSource clock) {
    this.provider = provider;
    this.modern = new Modern(provider, clock);
  }

  Provider provider() {
    return provider;
  }

  Modern modern() {
    return modern;
  }

  /** Serves one client over lines until it closes its stream. Blocks. */
  public void serveLines(InputStream in, OutputStream out, Caller caller) throws IOException {
    Lines lines = new Lines(caller);
    try {
      LineConnection.serve(
          in,
          out,
          outlet -> {
            lines.unasked = outlet;
            return lines;
          });
    } finally {
      lines.close();
    }
  }

  /** The cancelled request, where a notification cancels one. */
  static void cancelled(Message.Notification notification, Conversation conversation) {
    if (notification.method().equals("notifications/cancelled") && notification.params() != null) {
      JsonNode id = notification.params().path("requestId");
      if (id.isTextual() || id.isNumber()) {
        conversation.cancel(new RpcId(id));
      }
    }
  }

  /**
   * One client over lines: of the era in which it opens (2026-07-28, Versioning: Backward
   * Compatibility).
   */
  private final class Lines implements Methods {

    private final Caller caller;
    private volatile @Nullable Outlet unasked;
    private volatile @Nullable Session session;

    Lines(Caller caller) {
      this.caller = caller;
    }

    @Override
    public JsonNode call(Call call) throws RpcException, InterruptedException {
      if (Envelope.version(call.params()).isPresent() || call.method().equals("server/discover")) {
        return modern.answer(call, caller);
      }
      if (call.method().equals("initialize")) {
        return initialize(call);
      }
      Session open = session;
      if (open != null) {
        return open.answer(call);
      }
      if (call.method().equals("ping")) {
        return Json.object();
      }
      throw new RpcException(
          RpcError.INVALID_PARAMS,
          "say who you are first: by initialize, or by _meta in each request");
    }

    @Override
    public boolean isQuick(Message.Request request) {
      return switch (request.method()) {
        case "ping", "tools/list", "prompts/list", "resources/templates/list" -> true;
        case "tools/call" -> {
          ObjectNode params = request.params();
          yield params != null
              && provider.tool(params.path("name").asText()).filter(Tool::isQuick).isPresent();
        }
        default -> false;
      };
    }

    private JsonNode initialize(Call call) throws RpcException {
      Outlet out = unasked;
      if (session != null || out == null) {
        throw new RpcException(RpcError.INVALID_REQUEST, "this connection is initialized already");
      }
      Session opened = Session.open(provider, call.params(), caller, out);
      session = opened;
      return Session.greeting(provider, opened.revision());
    }

    @Override
    public void notified(Message.Notification notification, Conversation conversation) {
      cancelled(notification, conversation);
    }

    @Override
    public boolean takesBatches() {
      Session open = session;
      return open != null && open.revision() == Revision.R2025_03_26;
    }

    void close() {
      Session open = session;
      if (open != null) {
        open.close();
      }
    }
  }
}
