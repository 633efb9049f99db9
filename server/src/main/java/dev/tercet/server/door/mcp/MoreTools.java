package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.WireText;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Orders;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.Tool;
import dev.tercet.server.mcp.ToolFailure;
import dev.tercet.server.mcp.ToolResult;
import dev.tercet.server.rpc.RpcException;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a person does with a task now and then. What takes work away, or does something in the
 * human's name, needs their word as a decision does.
 */
final class MoreTools {

  private final App app;
  private final Consent consent;

  MoreTools(App app, Consent consent) {
    this.app = app;
    this.consent = consent;
  }

  /** What each of them does, by name. */
  Map<String, Tool.Work> works() {
    Map<String, Tool.Work> works = new HashMap<>();
    works.put("pause_task", plain(_ -> _ -> new Command.Pause("")));
    works.put("resume_task", plain(_ -> _ -> new Command.Resume()));
    works.put("take_over", plain(_ -> _ -> new Command.Takeover()));
    works.put(
        "retry_step",
        plain(
            arguments ->
                task ->
                    new Command.Retry(
                        app.steps().find(task, TaskTools.text(arguments, "step")),
                        TaskTools.text(arguments, "note"))));
    works.put(
        "rebase_task",
        plain(
            arguments ->
                task ->
                    new Command.Rebase(app.steps().onto(task, TaskTools.text(arguments, "onto")))));
    works.put(
        "set_preset",
        plain(
            arguments ->
                task ->
                    app.steps()
                        .changePreset(
                            task,
                            arguments.path("step").asText(),
                            arguments.path("preset").asText())));
    works.put(
        "hand_back",
        asked(
            "Hand back what you edited by hand, as a commit in your name",
            arguments ->
                _ ->
                    new Command.Handback(
                        Optional.ofNullable(TaskTools.text(arguments, "message"))
                            .orElse("Edit by hand"))));
    works.put(
        "abandon_task",
        asked(
            "Give the task up; its branch is kept",
            arguments -> _ -> new Command.Abandon(arguments.path("reason").asText())));
    works.put(
        "undo_merge", asked("Undo what the task has merged", _ -> _ -> new Command.UndoMerge()));
    works.put("list_presets", this::presets);
    works.put("list_workflows", this::workflows);
    works.put("show_workflow", this::workflow);
    return works;
  }

  /** Makes a command of a call's arguments. */
  @FunctionalInterface
  private interface Making {
    Function<Task, Command> of(ObjectNode arguments);
  }

  private Tool.Work plain(Making making) {
    return (arguments, context) -> {
      Orders.Envelope envelope =
          new Orders.Envelope(
              Hosts.of(context, ""),
              arguments.path("task").asText(),
              null,
              null,
              arguments.toString());
      TaskView now = Calls.of(() -> app.orders().give(envelope, making.of(arguments)));
      return Results.of("", now);
    };
  }

  private Tool.Work asked(String action, Making making) {
    return (arguments, context) -> asked(action, making, arguments, context);
  }

  private ToolResult asked(String action, Making making, ObjectNode arguments, Context context)
      throws ToolFailure, RpcException, InterruptedException {
    Consent.refuseRuns(context);
    String key = Hosts.name(context) + " " + action + " " + arguments;
    Optional<ToolResult> remembered = consent.remembered(key, context);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    TaskView now = Calls.of(() -> app.views().task(arguments.path("task").asText()));
    String task = now.summary().id();
    Wish wish =
        new Wish(
            key,
            task,
            now.summary().title(),
            action,
            Words.task(now),
            "",
            who ->
                app.orders()
                    .give(
                        new Orders.Envelope(
                            who, task, now.summary().revision(), null, arguments.toString()),
                        making.of(arguments)));
    return consent.pass(wish, context);
  }

  private ToolResult presets(ObjectNode arguments, Context context)
      throws ToolFailure, InterruptedException {
    String repository = Place.of(app, arguments.path("repository").asText(), context);
    return json(WireText.json(Calls.of(() -> app.presets().list(repository))));
  }

  private ToolResult workflows(ObjectNode arguments, Context context)
      throws ToolFailure, InterruptedException {
    String repository = Place.of(app, arguments.path("repository").asText(), context);
    return json(WireText.json(Calls.of(() -> app.workflows().list(repository))));
  }

  private ToolResult workflow(ObjectNode arguments, Context context)
      throws ToolFailure, InterruptedException {
    String repository = Place.of(app, arguments.path("repository").asText(), context);
    String name = arguments.path("name").asText();
    return json(WireText.json(Calls.of(() -> app.workflows().show(repository, name, null))));
  }

  private static ToolResult json(String json) {
    return ToolResult.text(json, Json.raw(json));
  }
}
