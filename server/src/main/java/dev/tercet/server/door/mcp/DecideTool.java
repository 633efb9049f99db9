package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Judge;
import dev.tercet.protocol.Judgement;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.WireText;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Orders;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.ToolFailure;
import dev.tercet.server.mcp.ToolResult;
import dev.tercet.server.rpc.RpcException;
import dev.tercet.server.settings.HostDecisions;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.Task;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Passes on what a human decides. A gate stays the human's: the human is asked by the host's form,
 * unless the user's own settings say that the host's confirmation of the call is enough.
 */
final class DecideTool {

  private final App app;
  private final Supplier<HostDecisions> policy;

  DecideTool(App app, Supplier<HostDecisions> policy) {
    this.app = app;
    this.policy = policy;
  }

  ToolResult run(ObjectNode arguments, Context context)
      throws ToolFailure, RpcException, InterruptedException {
    String name = arguments.path("task").asText();
    String wanted = arguments.path("decision").asText();
    DecisionView open =
        Calls.of(() -> app.views().inbox(name, null)).decisions().stream()
            .filter(decision -> decision.id().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new ToolFailure(
                        "Decision %s of %s is not open (any more). Call show_task."
                            .formatted(wanted, name)));
    long revision = arguments.path("revision").asLong();
    if (open.revision() != revision) {
      throw new ToolFailure(
          "%s is at revision %d now, not %d: call show_task and show it to the human again."
              .formatted(open.task(), open.revision(), revision));
    }
    if (context.caller().run() != null) {
      throw new ToolFailure("This host belongs to a run of Tercet, and no agent can decide.");
    }
    Function<Task, Command> command = command(open, arguments);
    String agreed = agree(open, arguments, context);
    if (agreed.isEmpty()) {
      TaskView now = Calls.of(() -> app.views().task(open.task()));
      return ToolResult.text(
          "The human did not agree; nothing was decided. Ask what they want instead.",
          Json.raw(WireText.json(now)));
    }
    Orders.Envelope envelope =
        new Orders.Envelope(
            Hosts.of(context, agreed), open.task(), revision, null, arguments.toString());
    TaskView now = Calls.of(() -> app.orders().give(envelope, command));
    return ToolResult.text("Decided.\n" + Words.task(now), Json.raw(WireText.json(now)));
  }

  /** How the human agreed; empty where not. */
  private String agree(DecisionView open, ObjectNode arguments, Context context)
      throws ToolFailure, RpcException, InterruptedException {
    return switch (policy.get()) {
      case DENY ->
          throw new ToolFailure("The user's setting mcp.decisions is \"deny\". " + byHand(open));
      case ALLOW -> "the host's confirmation";
      case ASK -> {
        if (!context.client().showsForms()) {
          throw new ToolFailure(
              "This host cannot show the human a form, so the human decides elsewhere. "
                  + byHand(open));
        }
        JsonNode answer = context.elicit("decide-" + open.id(), question(open, arguments), form());
        boolean agreed =
            answer.path("action").asText().equals("accept")
                && answer.path("content").path("agree").asBoolean();
        yield agreed ? "asked by a form" : "";
      }
    };
  }

  private static String byHand(DecisionView open) {
    return "Tell the human to run `tercet show %s` in a terminal, which says how to decide %s."
        .formatted(open.task(), open.id());
  }

  private static String question(DecisionView open, ObjectNode arguments) {
    String text = arguments.path("text").asText();
    return "%s: %s\n\nTo be done: %s%s\n\n%s"
        .formatted(
            open.taskTitle(),
            open.summary(),
            arguments.path("action").asText()
                + (arguments.has("option") ? " " + arguments.path("option").asText() : ""),
            text.isEmpty() ? "" : " — " + text,
            Words.asked(open.asked()));
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

  private Function<Task, Command> command(DecisionView open, ObjectNode arguments)
      throws ToolFailure {
    String action = arguments.path("action").asText();
    String text = arguments.path("text").asText();
    String id = open.id();
    boolean needsText =
        List.of("reject", "answer", "dismiss", "push_back", "ask_reviewer").contains(action);
    if (needsText && text.isBlank()) {
      throw new ToolFailure(
          "\"%s\" needs \"text\": what the human says, in a line.".formatted(action));
    }
    return switch (open.asked()) {
      case Asked.Approval approval when action.equals("approve") ->
          task -> app.deciding().approve(task, id, approval.revision(), approval.blob());
      case Asked.Approval _ when action.equals("reject") ->
          task -> app.deciding().reject(task, id, text);
      case Asked.Merge merge when action.equals("merge") ->
          task -> app.deciding().merge(task, id, merge.head());
      case Asked.Merge _ when action.equals("reject") ->
          task -> app.deciding().reject(task, id, text);
      case Asked.Question _ when action.equals("answer") ->
          task -> app.deciding().answer(task, id, text);
      case Asked.Findings findings
          when List.of("accept", "dismiss", "push_back", "ask_reviewer").contains(action) ->
          judge(open, findings, arguments);
      case Asked.Failure _,
          Asked.Conflict _,
          Asked.Limit _,
          Asked.Trust _,
          Asked.Boundary _,
          Asked.Footprint _
          when action.equals("resolve") ->
          task ->
              app.deciding()
                  .resolve(
                      task, id, arguments.path("option").asText(), text.isEmpty() ? null : text);
      default ->
          throw new ToolFailure(
              "\"%s\" does not answer this. %s".formatted(action, Words.decision(open)));
    };
  }

  private Function<Task, Command> judge(
      DecisionView open, Asked.Findings findings, ObjectNode arguments) throws ToolFailure {
    List<String> named =
        StreamSupport.stream(arguments.path("findings").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    if (named.isEmpty()) {
      throw new ToolFailure("Give \"findings\", the ids that are meant, such as [\"f1\"].");
    }
    String verdict = arguments.path("action").asText().replace("ask_reviewer", "ask");
    Judgement judgement =
        new Judgement(
            named,
            Judgement.Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
            TaskTools.text(arguments, "text"));
    Judge judge =
        new Judge(
            open.task(), findings.clusterRevision(), List.of(judgement), open.id(), null, null);
    return task -> app.deciding().judge(task, judge);
  }
}
