package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.Call;
import dev.tercet.server.rpc.RpcException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** {@code subscriptions/listen}: a request that is never answered but told what changes. */
final class Listening {

  private static final int MOST_URIS = 1_000;
  private static final int MOST_LISTENERS = 200;
  private static final Map<String, String> LISTS =
      Map.of(
          "toolsListChanged", "tools",
          "promptsListChanged", "prompts",
          "resourcesListChanged", "resources");

  private final Provider provider;
  private final Semaphore places = new Semaphore(MOST_LISTENERS);

  Listening(Provider provider) {
    this.provider = provider;
  }

  /** Blocks until the client cancels. */
  JsonNode listen(Call call) throws RpcException, InterruptedException {
    JsonNode filter = call.params().path("notifications");
    if (!filter.isObject()) {
      throw Errors.invalid("subscriptions/listen needs \"notifications\"").toException();
    }
    if (!places.tryAcquire()) {
      throw Errors.invalid(MOST_LISTENERS + " subscriptions are open: close some").toException();
    }
    try {
      tellAll(call, filter);
      return Json.object();
    } finally {
      places.release();
    }
  }

  private void tellAll(Call call, JsonNode filter) throws RpcException, InterruptedException {
    Set<News.Item> wanted = new LinkedHashSet<>();
    ObjectNode honoured = Json.object();
    LISTS.forEach(
        (key, list) -> {
          if (filter.path(key).asBoolean()) {
            wanted.add(News.Item.of(list));
            honoured.put(key, true);
          }
        });
    JsonNode uris = filter.path("resourceSubscriptions");
    if (uris.size() > MOST_URIS) {
      throw Errors.invalid("at most " + MOST_URIS + " resources in a subscription").toException();
    }
    if (uris.isArray()) {
      honoured.set("resourceSubscriptions", uris);
      uris.forEach(uri -> wanted.add(News.Item.updated(uri.asText())));
    }
    News news = new News(wanted::contains);
    try (Provider.Watch _ = provider.watch(news)) {
      ObjectNode acknowledged = tagged(call);
      acknowledged.set("notifications", honoured);
      call.tell("notifications/subscriptions/acknowledged", acknowledged);
      while (true) {
        News.Item item = news.take();
        ObjectNode params = tagged(call);
        if (!item.uri().isEmpty()) {
          params.put("uri", item.uri());
        }
        call.tell(item.method(), params);
      }
    }
  }

  private static ObjectNode tagged(Call call) {
    ObjectNode params = Json.object();
    params.putObject("_meta").set("io.modelcontextprotocol/subscriptionId", call.id().value());
    return params;
  }
}
