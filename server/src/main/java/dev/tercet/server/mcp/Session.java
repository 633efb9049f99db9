package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.Call;
import dev.tercet.server.rpc.Message;
import dev.tercet.server.rpc.Outlet;
import dev.tercet.server.rpc.RpcException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One client of the era with sessions, from its {@code initialize} to its end (2025-03-26 to
 * 2025-11-25). Any thread may call.
 */
final class Session implements AutoCloseable {

  private static final int MOST_URIS = 1_000;

  private final Requests requests;
  private final Client client;
  private final Caller caller;
  private final Set<String> uris = ConcurrentHashMap.newKeySet();
  private final News news = new News(this::wants);
  private final Provider.Watch watch;
  private final Thread teller;
  private volatile LogLevel least = LogLevel.INFO;

  /**
   * A session that tells of changes from now on.
   *
   * @param unasked where that goes which belongs to no request
   */
  private Session(Provider provider, Client client, Caller caller, Outlet unasked) {
    this.requests = new Requests(provider);
    this.client = client;
    this.caller = caller;
    this.watch = provider.watch(news);
    this.teller = Thread.ofVirtual().name("mcp-news").start(() -> tell(unasked));
  }

  static Session open(Provider provider, ObjectNode params, Caller caller, Outlet unasked)
      throws RpcException {
    if (!params.path("protocolVersion").isTextual()) {
      throw Errors.invalid("initialize needs \"protocolVersion\"").toException();
    }
    Revision revision =
        Revision.find(params.path("protocolVersion").textValue())
            .filter(wanted -> !wanted.isModern())
            .orElse(Revision.NEWEST_WITH_SESSIONS);
    ObjectNode capabilities =
        params.path("capabilities") instanceof ObjectNode object ? object : Json.object();
    Client client = Client.of(revision, params.path("clientInfo"), capabilities);
    return new Session(provider, client, caller, unasked);
  }

  /** The answer to {@code initialize}. */
  static ObjectNode greeting(Provider provider, Revision revision) {
    ObjectNode result = Json.object().put("protocolVersion", revision.date());
    result.set("capabilities", Capabilities.common());
    result.set("serverInfo", provider.info());
    return result.put("instructions", provider.instructions());
  }

  Revision revision() {
    return client.revision();
  }

  JsonNode answer(Call call) throws RpcException, InterruptedException {
    ObjectNode params = call.params();
    return switch (call.method()) {
      case "ping" -> Json.object();
      case "logging/setLevel" -> setLevel(params);
      case "resources/subscribe" -> subscribe(params.path("uri").asText());
      case "resources/unsubscribe" -> {
        uris.remove(params.path("uri").asText());
        yield Json.object();
      }
      default -> {
        JsonNode token = params.path("_meta").get("progressToken");
        Context context =
            new Context(client, caller, new CallVoice(call), new CallAsker(call), token);
        yield requests.answer(call.method(), params, context);
      }
    };
  }

  private final class CallVoice implements Context.Voice {

    private final Call call;

    CallVoice(Call call) {
      this.call = call;
    }

    @Override
    public void tell(String method, ObjectNode params) {
      call.tell(method, params);
    }

    @Override
    public boolean hears(LogLevel level) {
      return level.compareTo(least) >= 0;
    }
  }

  private JsonNode setLevel(ObjectNode params) throws RpcException {
    least =
        LogLevel.find(params.path("level").asText())
            .orElseThrow(
                () ->
                    Errors.invalid("there is no such level: " + params.path("level"))
                        .toException());
    return Json.object();
  }

  private JsonNode subscribe(String uri) throws RpcException {
    if (uri.isEmpty() || uris.size() >= MOST_URIS) {
      throw Errors.invalid("a subscription needs \"uri\"; at most " + MOST_URIS + " are kept")
          .toException();
    }
    uris.add(uri);
    return Json.object();
  }

  private boolean wants(News.Item item) {
    return item.uri().isEmpty() || uris.contains(item.uri());
  }

  private void tell(Outlet unasked) {
    try {
      while (true) {
        News.Item item = news.take();
        ObjectNode params = Json.object();
        if (!item.uri().isEmpty()) {
          params.put("uri", item.uri());
        }
        unasked.send(new Message.Notification(item.method(), params));
      }
    } catch (InterruptedException | IOException ended) {
      watch.close();
    }
  }

  @Override
  public void close() {
    watch.close();
    teller.interrupt();
  }
}
