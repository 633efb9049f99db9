package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tercet.server.rpc.Call;
import dev.tercet.server.rpc.RpcException;
import java.time.InstantSource;
import java.util.Set;

/** The era without sessions: each request says all about itself (2026-07-28). */
final class Modern {

  private static final long LISTS_LAST_MILLIS = 60_000;
  private static final Set<String> MAY_ASK = Set.of("tools/call", "prompts/get", "resources/read");
  private static final Set<String> CACHED =
      Set.of(
          "server/discover",
          "tools/list",
          "prompts/list",
          "resources/list",
          "resources/templates/list",
          "resources/read");

  private final Provider provider;
  private final Requests requests;
  private final Listening listening;
  private final HostTasks tasks;
  private final RequestState states;

  Modern(Provider provider, InstantSource clock) {
    this.provider = provider;
    this.requests = new Requests(provider);
    this.listening = new Listening(provider);
    this.tasks = new HostTasks(clock);
    this.states = new RequestState(clock);
  }

  JsonNode answer(Call call, Caller caller) throws RpcException, InterruptedException {
    Envelope envelope = Envelope.read(call.params());
    String method = call.method();
    return switch (method) {
      case "server/discover" -> finished(method, discovered());
      case "subscriptions/listen" -> listening.listen(call);
      case "tasks/get", "tasks/update", "tasks/cancel" ->
          tasks.answer(method, call.params(), envelope.client());
      default -> answerable(call, caller, envelope);
    };
  }

  private ObjectNode answerable(Call call, Caller caller, Envelope envelope)
      throws RpcException, InterruptedException {
    ObjectNode params = call.params();
    String request =
        call.method() + params.path("name") + params.path("uri") + params.path("arguments");
    // A host reports its name itself, so a state is bound to the transport and its folder only.
    request += caller.place();
    RetryAsker asker = RetryAsker.of(params, states, request);
    Context context =
        new Context(
            envelope.client(),
            caller,
            new CallVoice(call, envelope),
            MAY_ASK.contains(call.method()) ? asker : Modern::refuse,
            params.path("_meta").get("progressToken"));
    try {
      return finished(call.method(), requests.answer(call.method(), params, context));
    } catch (InputRequired missing) {
      return asker.result(missing, states, request);
    } catch (BecomesTask later) {
      return tasks.begin(later.rest(), envelope.client(), caller);
    }
  }

  private static java.util.Map<String, JsonNode> refuse(java.util.Map<String, ObjectNode> asked) {
    throw new IllegalStateException("this request cannot ask for " + asked.keySet());
  }

  private record CallVoice(Call call, Envelope envelope) implements Context.Voice {

    @Override
    public void tell(String method, ObjectNode params) {
      call.tell(method, params);
    }

    @Override
    public boolean hears(LogLevel level) {
      LogLevel least = envelope.logLevel();
      return least != null && level.compareTo(least) >= 0;
    }
  }

  private static ObjectNode finished(String method, ObjectNode result) {
    result.put("resultType", "complete");
    if (CACHED.contains(method)) {
      boolean isFixed = method.equals("server/discover") || method.equals("tools/list");
      result.put("ttlMs", isFixed ? LISTS_LAST_MILLIS : 0);
      result.put("cacheScope", "private");
    }
    return result;
  }

  private ObjectNode discovered() {
    ObjectNode result = Json.object();
    result.set(
        "supportedVersions",
        Json.array(Revision.modern().stream().map(TextNode::valueOf).toList()));
    ObjectNode capabilities = Capabilities.common();
    ((ObjectNode) capabilities.path("extensions")).putObject(HostTasks.EXTENSION);
    result.set("capabilities", capabilities);
    result.put("instructions", provider.instructions());
    result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", provider.info());
    return result;
  }
}
