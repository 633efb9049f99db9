package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Judge;
import dev.tercet.protocol.Judgement;
import dev.tercet.protocol.PatchParams;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Orders;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.ToolFailure;
import dev.tercet.server.mcp.ToolResult;
import dev.tercet.server.rpc.RpcException;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Passes on what a human decides. */
final class DecideTool {

  private static final int MOST_CHANGE = 200_000;

  private final App app;
  private final Consent consent;

  DecideTool(App app, Consent consent) {
    this.app = app;
    this.consent = consent;
  }

  ToolResult run(ObjectNode arguments, Context context)
      throws ToolFailure, RpcException, InterruptedException {
    Consent.refuseRuns(context);
    String key = Hosts.name(context) + " decide " + arguments;
    Optional<ToolResult> remembered = consent.remembered(key, context);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    DecisionView open = open(arguments);
    Function<Task, Command> command = command(open, arguments);
    Wish.Order order =
        who ->
            app.orders()
                .give(
                    new Orders.Envelope(
                        who, open.task(), open.revision(), null, arguments.toString()),
                    command);
    Wish wish =
        new Wish(
            key,
            open.task(),
            open.taskTitle() + ": " + open.summary(),
            action(arguments),
            Words.whole(open.asked()),
            change(open),
            order);
    return consent.pass(wish, context);
  }

  private DecisionView open(ObjectNode arguments) throws ToolFailure, InterruptedException {
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
    if (open.revision() != arguments.path("revision").asLong()) {
      throw new ToolFailure(
          "%s is at revision %d now, not %d: call show_task and show it to the human again."
              .formatted(open.task(), open.revision(), arguments.path("revision").asLong()));
    }
    return open;
  }

  private static String action(ObjectNode arguments) {
    String text = arguments.path("text").asText();
    StringJoiner findings = new StringJoiner(", ", " ", "").setEmptyValue("");
    arguments.path("findings").forEach(finding -> findings.add(finding.asText()));
    return arguments.path("action").asText()
        + (arguments.has("option") ? " " + arguments.path("option").asText() : "")
        + findings
        + (text.isEmpty() ? "" : " — " + text);
  }

  /** What would be merged, as far as a page can show it. */
  private String change(DecisionView open) throws ToolFailure, InterruptedException {
    if (!(open.asked() instanceof Asked.Merge)) {
      return "";
    }
    PatchParams params = new PatchParams(open.task(), null, null, null);
    return Words.cut(Calls.of(() -> app.reading().patch(params)).text(), MOST_CHANGE);
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
