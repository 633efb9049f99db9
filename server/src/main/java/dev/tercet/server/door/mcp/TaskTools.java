package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.WireText;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Identity;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.ToolFailure;
import dev.tercet.server.mcp.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Creating tasks, looking at them, and waiting for them. */
final class TaskTools {

  private static final long LONGEST_WAIT_SECONDS = 25;
  private static final long USUAL_WAIT_SECONDS = 20;
  private static final long TASK_WAIT_SECONDS = 3_600;
  private static final Set<TaskState.Kind> OVER =
      Set.of(
          TaskState.Kind.MERGED,
          TaskState.Kind.ABANDONED,
          TaskState.Kind.DELETED,
          TaskState.Kind.FAILED,
          TaskState.Kind.PUBLISHED);

  private final App app;
  private final News news;

  TaskTools(App app, News news) {
    this.app = app;
    this.news = news;
  }

  ToolResult create(ObjectNode arguments, Context context)
      throws ToolFailure, InterruptedException {
    String repository = Place.of(app, arguments.path("repository").asText(), context);
    Identity who = Hosts.of(context, "");
    List<TaskSummary> made = new ArrayList<>();
    for (JsonNode ticket : arguments.path("tickets")) {
      try {
        made.add(Calls.of(() -> app.creation().create(who, draft(ticket, repository))).summary());
        context.progress(
            made.size(), arguments.path("tickets").size(), ticket.path("title").asText());
      } catch (ToolFailure failed) {
        String before =
            made.isEmpty()
                ? "No task was created."
                : "Created already, do not repeat:\n" + Words.list(made);
        throw new ToolFailure(
            "Ticket \"%s\": %s\n%s"
                .formatted(ticket.path("title").asText(), failed.getMessage(), before));
      }
    }
    TaskList all = new TaskList(app.model().position(), made);
    return ToolResult.text(
        "Created:\n%s\nThey work by themselves now. Call wait_for_tasks until a human is needed."
            .formatted(Words.list(made)),
        Json.raw(WireText.json(all)));
  }

  private static CreateTask draft(JsonNode ticket, String repository) {
    return new CreateTask(
        ticket.path("title").asText(),
        repository,
        text(ticket, "description"),
        text(ticket, "workflow"),
        text(ticket, "base"),
        text(ticket, "target"),
        null,
        null,
        null,
        text(ticket, "script"),
        text(ticket, "verify"),
        text(ticket, "key"));
  }

  static @Nullable String text(JsonNode arguments, String name) {
    String text = arguments.path(name).asText();
    return text.isEmpty() ? null : text;
  }

  ToolResult list(ObjectNode arguments, Context context) throws ToolFailure, InterruptedException {
    String given = text(arguments, "repository");
    String repository = given == null ? null : Place.absolute(given);
    TaskList list = Calls.of(() -> app.views().list(repository, arguments.path("all").asBoolean()));
    return ToolResult.text(Words.list(list.tasks()), Json.raw(WireText.json(list)));
  }

  ToolResult show(ObjectNode arguments, Context context) throws ToolFailure, InterruptedException {
    TaskView view = Calls.of(() -> app.views().task(arguments.path("task").asText()));
    return Results.of("", view);
  }

  /** Until a human is needed or something ends; where the host has tasks, as one of them. */
  ToolResult await(ObjectNode arguments, Context context)
      throws ToolFailure, dev.tercet.server.rpc.RpcException, InterruptedException {
    boolean asTask = arguments.path("background").asBoolean();
    return asTask
        ? context.later(later -> await(arguments, later, TASK_WAIT_SECONDS))
        : await(arguments, context, LONGEST_WAIT_SECONDS);
  }

  private ToolResult await(ObjectNode arguments, Context context, long most)
      throws ToolFailure, InterruptedException {
    long usual = most == TASK_WAIT_SECONDS ? most : USUAL_WAIT_SECONDS;
    Duration limit =
        Duration.ofSeconds(Math.clamp(arguments.path("seconds").asLong(usual), 0, most));
    List<String> tasks = new ArrayList<>();
    for (String name : strings(arguments.path("tasks"))) {
      tasks.add(Calls.of(() -> app.views().task(name)).summary().id());
    }
    Set<String> seen = Set.copyOf(strings(arguments.path("seen")));
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      long before = news.now();
      Waiting found = look(tasks, seen);
      long left = end - System.nanoTime();
      if (found.isWorthTelling() || left <= 0) {
        return found.result();
      }
      context.progress(
          (double) (limit.toMillis() - TimeUnit.NANOSECONDS.toMillis(left)),
          (double) limit.toMillis(),
          found.tasks().stream()
              .map(task -> task.id() + " " + task.state().text())
              .collect(Collectors.joining(", ")));
      Duration step = Duration.ofNanos(Math.min(left, News.tick().toNanos()));
      news.await(before, step);
    }
  }

  private Waiting look(List<String> wanted, Set<String> seen) {
    List<TaskSummary> tasks =
        app.views().list(null, true).tasks().stream()
            .filter(task -> wanted.isEmpty() ? !isOver(task) : wanted.contains(task.id()))
            .toList();
    Set<String> ids = tasks.stream().map(TaskSummary::id).collect(Collectors.toSet());
    List<DecisionView> decisions =
        app.views().inbox(null, null).decisions().stream()
            .filter(decision -> ids.contains(decision.task()))
            .filter(decision -> !seen.contains(decision.task() + "/" + decision.id()))
            .toList();
    boolean ended =
        tasks.isEmpty() || (!wanted.isEmpty() && tasks.stream().allMatch(TaskTools::isOver));
    return new Waiting(tasks, decisions, ended);
  }

  private static boolean isOver(TaskSummary task) {
    return OVER.contains(task.state().kind());
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** How it stands with what is waited for. */
  private record Waiting(List<TaskSummary> tasks, List<DecisionView> decisions, boolean ended) {

    boolean isWorthTelling() {
      return ended || !decisions.isEmpty();
    }

    ToolResult result() {
      String reason = !decisions.isEmpty() ? "decision" : ended ? "ended" : "time";
      ObjectNode json = Json.object().put("reason", reason);
      ArrayNode taskArray = json.putArray("tasks");
      tasks.forEach(task -> taskArray.add(Json.raw(WireText.json(task))));
      ArrayNode decisionArray = json.putArray("decisions");
      decisions.forEach(decision -> decisionArray.add(Json.raw(WireText.json(decision))));
      String head =
          switch (reason) {
            case "decision" -> "A human is needed. Call show_task for what has to be seen first:";
            case "ended" -> "Nothing is at work any more.";
            default -> "Still at work; call wait_for_tasks again.";
          };
      String open =
          decisions.stream()
              .map(one -> "- %s/%s: %s".formatted(one.task(), one.id(), one.summary()))
              .collect(Collectors.joining("\n"));
      json.put("next", head);
      return ToolResult.text(
          head + (open.isEmpty() ? "" : "\n" + open) + "\n\n" + Words.list(tasks), json);
    }
  }
}
