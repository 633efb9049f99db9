package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.PatchParams;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.WireText;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Denied;
import dev.tercet.server.mcp.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tasks have made, as resources. */
final class TaskResources {

  private static final String MARKDOWN = "text/markdown";
  private static final String JSON = "application/json";
  private static final String APP = "text/html;profile=mcp-app";

  private final App app;
  private final String board;

  TaskResources(App app, String board) {
    this.app = app;
    this.board = board;
  }

  List<ObjectNode> list() {
    List<ObjectNode> list = new ArrayList<>();
    list.add(entry(TaskUri.INBOX, "inbox", "Every open decision", JSON));
    list.add(inFrame(entry(TaskUri.BOARD, "board", "The board of tasks", APP)));
    for (TaskSummary task : app.views().list(null, false).tasks()) {
      list.add(entry(TaskUri.of(task.id()), task.id(), task.title(), JSON));
      app.reading()
          .artifacts(task.id())
          .artifacts()
          .forEach(
              artifact ->
                  list.add(
                      entry(
                          TaskUri.artifact(task.id(), artifact.name()),
                          task.id() + " " + artifact.name(),
                          artifact.name() + " of " + task.title(),
                          MARKDOWN)));
    }
    return list;
  }

  private static ObjectNode entry(String uri, String name, String title, String type) {
    return Json.object()
        .put("uri", uri)
        .put("name", name)
        .put("title", title)
        .put("mimeType", type);
  }

  /** The board asks for nothing but a frame: no network, no camera (MCP Apps 2026-01-26). */
  private static ObjectNode inFrame(ObjectNode resource) {
    ObjectNode ui = resource.putObject("_meta").putObject("ui").put("prefersBorder", true);
    ui.putObject("csp");
    return resource;
  }

  static List<ObjectNode> templates() {
    return List.of(
        template("tercet://task/{task}", "task", "A task with its open decisions", JSON),
        template(
            "tercet://task/{task}/artifact/{name}",
            "artifact",
            "A file that a step wrote",
            MARKDOWN),
        template("tercet://task/{task}/diff", "diff", "What the task changes", "text/x-diff"),
        template("tercet://task/{task}/review", "review", "What reviewers found", JSON),
        template(
            "tercet://task/{task}/run/{run}", "transcript", "What an agent said and did", JSON));
  }

  private static ObjectNode template(String uri, String name, String title, String type) {
    return Json.object()
        .put("uriTemplate", uri)
        .put("name", name)
        .put("title", title)
        .put("mimeType", type);
  }

  Optional<List<ObjectNode>> read(String uri) {
    if (uri.equals(TaskUri.INBOX)) {
      return Optional.of(contents(uri, JSON, WireText.json(app.views().inbox(null, null))));
    }
    if (uri.equals(TaskUri.BOARD)) {
      return Optional.of(contents(uri, APP, board).stream().map(TaskResources::inFrame).toList());
    }
    try {
      return TaskUri.parse(uri).map(parsed -> read(uri, parsed));
    } catch (Denied unknown) {
      return Optional.empty();
    }
  }

  private List<ObjectNode> read(String uri, TaskUri parsed) {
    String task = parsed.task();
    return switch (parsed.part()) {
      case TASK -> contents(uri, JSON, WireText.json(app.views().task(task)));
      case DIFF ->
          contents(
              uri,
              "text/x-diff",
              app.reading().patch(new PatchParams(task, null, null, null)).text());
      case REVIEW -> contents(uri, JSON, WireText.json(app.reading().findings(task)));
      case ARTIFACT ->
          contents(uri, MARKDOWN, app.reading().artifact(task, parsed.name(), null).text());
      case RUN ->
          contents(
              uri,
              JSON,
              WireText.json(app.reading().output(task + ".r" + parsed.name(), null, null)));
    };
  }

  private static List<ObjectNode> contents(String uri, String type, String text) {
    return List.of(Json.object().put("uri", uri).put("mimeType", type).put("text", text));
  }
}
