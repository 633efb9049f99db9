package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Denied;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.Standing;
import dev.tercet.server.mcp.ToolFailure;
import dev.tercet.server.mcp.ToolResult;
import dev.tercet.server.rpc.RpcException;
import dev.tercet.server.settings.HostDecisions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has done what needs a human's word. A gate stays the human's: they are asked by the host's form
 * or by a page, unless their own settings say that the host's confirmation of the call is enough.
 */
final class Consent {

  /** How long a call waits for the human before it says that they have not answered yet. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofSeconds(4);
  private static final String DECLINED =
      "The human did not agree; nothing was done. Ask what they want instead.";
  private static final String NOT_YET =
      "The human has the page and has not answered yet; nothing was done so far. Call this again"
          + " with the same arguments to go on waiting.";

  private final App app;
  private final DecidingPages pages;
  private final Supplier<HostSettings> settings;

  Consent(App app, DecidingPages pages, Supplier<HostSettings> settings) {
    this.app = app;
    this.pages = pages;
    this.settings = settings;
  }

  /** Refuses whoever may never decide. To be called before anything else. */
  static void refuseRuns(Context context) throws ToolFailure {
    if (context.caller().standing().get() == Standing.RUN) {
      throw new ToolFailure("This host belongs to a run of Tercet, and no agent can decide.");
    }
  }

  /** What came of a wish that was laid before the human in the browser. */
  Optional<ToolResult> remembered(String key, Context context)
      throws ToolFailure, InterruptedException {
    Optional<DecidingPage> page = pages.find(key);
    return page.isPresent() && page.get().isSeen()
        ? Optional.of(follow(page.get(), context))
        : Optional.empty();
  }

  /** Does the wish if the human agrees. */
  ToolResult pass(Wish wish, Context context)
      throws ToolFailure, RpcException, InterruptedException {
    HostDecisions policy = Calls.of(() -> settings.get().decisions());
    boolean forms = context.client().showsForms();
    boolean pagesToo = context.client().opensPages();
    return switch (policy) {
      case DENY ->
          throw new ToolFailure("The user's setting mcp.decisions is \"deny\". " + byHand(wish));
      case ALLOW -> given(wish, context, "the host's confirmation");
      case PAGE, ASK -> {
        if (pagesToo && (policy == HostDecisions.PAGE || !forms)) {
          yield byPage(wish, context);
        }
        if (forms) {
          yield byForm(wish, context);
        }
        throw new ToolFailure(
            "This host cannot show the human a form or a page, so the human decides elsewhere. "
                + byHand(wish));
      }
    };
  }

  private static String byHand(Wish wish) {
    return "Tell the human to run `tercet show %s` in a terminal, which says how to do it."
        .formatted(wish.task());
  }

  private ToolResult byForm(Wish wish, Context context)
      throws ToolFailure, RpcException, InterruptedException {
    String question =
        "%s\n\nTo be done: %s\n\n%s"
            .formatted(wish.title(), wish.action(), Words.shortened(wish.shown()));
    JsonNode answer = context.elicit("agree-" + wish.task(), question, form());
    boolean agreed =
        answer.path("action").asText().equals("accept")
            && answer.path("content").path("agree").asBoolean();
    return agreed ? given(wish, context, "asked by a form") : undone(wish, DECLINED);
  }

  private static ObjectNode form() {
    ObjectNode schema = Json.object().put("type", "object");
    schema
        .putObject("properties")
        .putObject("agree")
        .put("type", "boolean")
        .put("title", "I have seen this and agree")
        .put("default", false);
    schema.putArray("required").add("agree");
    return schema;
  }

  private static ToolResult given(Wish wish, Context context, String how)
      throws ToolFailure, InterruptedException {
    return done(Calls.of(() -> wish.order().give(Hosts.of(context, how))));
  }

  private static ToolResult done(TaskView now) {
    return Results.of("Done.", now);
  }

  private ToolResult undone(Wish wish, String why) throws ToolFailure, InterruptedException {
    return Results.of(why, Calls.of(() -> app.views().task(wish.task())));
  }

  private ToolResult byPage(Wish wish, Context context)
      throws ToolFailure, RpcException, InterruptedException {
    DecidingPages.Opened opened;
    try {
      opened = pages.open(wish, Hosts.name(context));
    } catch (Denied noHttp) {
      throw new ToolFailure(noHttp.refused().text() + ". " + byHand(wish));
    }
    JsonNode answer =
        context.elicitPage(
            "page-" + wish.task(),
            "%s: %s Tercet shows it on a page and asks you there."
                .formatted(wish.title(), wish.action()),
            new Context.Page(opened.page().id(), opened.address()));
    if (!answer.path("action").asText().equals("accept")) {
      opened.page().decline();
    }
    return follow(opened.page(), context);
  }

  /** Waits for what the human says on the page, and says so. */
  private ToolResult follow(DecidingPage page, Context context)
      throws ToolFailure, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    DecidingPage.State state = page.await(Duration.ZERO);
    while (state instanceof DecidingPage.State.Open) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return undone(page.wish(), NOT_YET);
      }
      context.progress(
          PATIENCE.toMillis() - left / 1e6,
          (double) PATIENCE.toMillis(),
          "waits for the human's answer");
      state = page.await(Duration.ofNanos(Math.min(left, STEP.toNanos())));
    }
    context.elicited(page.id());
    pages.forget(page);
    return switch (state) {
      case DecidingPage.State.Done(var task) -> done(task);
      case DecidingPage.State.Failed(var why) ->
          throw new ToolFailure(why + ". Call show_task to see how it is now.");
      case DecidingPage.State.Declined _, DecidingPage.State.Open _ ->
          undone(page.wish(), DECLINED);
    };
  }
}
