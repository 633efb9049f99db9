package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.WireText;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Denied;
import dev.tercet.server.mcp.Completion;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.Prompt;
import dev.tercet.server.mcp.Provider;
import dev.tercet.server.mcp.Tool;
import dev.tercet.server.settings.HostDecisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What Tercet offers to agent hosts. */
public final class TercetProvider implements Provider {

  private final App app;
  private final News news;
  private final TaskResources resources;
  private final List<Tool> tools;
  private final List<Prompt> prompts = TercetPrompts.all();
  private final JsonNode texts = Json.resource(TercetProvider.class, "tools.json");

  /**
   * An offer over these use cases.
   *
   * @param policy who may decide through a host, as the user's settings say now
   */
  public TercetProvider(App app, Supplier<HostDecisions> policy) {
    this.app = app;
    this.news = new News(app);
    this.resources = new TaskResources(app, texts.path("board").asText());
    TaskTools tasks = new TaskTools(app, news);
    Map<String, Tool.Work> works =
        Map.of(
            "create_tasks", tasks::create,
            "list_tasks", tasks::list,
            "show_task", tasks::show,
            "wait_for_tasks", tasks::await,
            "decide", new DecideTool(app, policy)::run,
            "read_output", new ReadTool(app)::run);
    this.tools = define(works);
  }

  private List<Tool> define(Map<String, Tool.Work> works) {
    Map<String, String> outputs =
        Map.of(
            "create_tasks", WireText.schema(TaskList.class),
            "list_tasks", WireText.schema(TaskList.class),
            "show_task", WireText.schema(TaskView.class),
            "decide", WireText.schema(TaskView.class));
    List<Tool> defined = new ArrayList<>();
    for (JsonNode text : texts.path("tools")) {
      ObjectNode definition = text.deepCopy();
      String name = definition.path("name").asText();
      String output = outputs.get(name);
      if (output != null) {
        definition.set("outputSchema", Json.parse(output));
      } else if (name.equals("wait_for_tasks")) {
        ((ObjectNode) definition.path("outputSchema"))
            .set(
                "$defs",
                Json.parse(WireText.definitions(List.of(TaskSummary.class, DecisionView.class))));
      }
      Tool.Work work = works.get(name);
      if (work == null) {
        throw new IllegalStateException("nothing does " + name);
      }
      defined.add(new Tool(definition, work));
    }
    return List.copyOf(defined);
  }

  @Override
  public ObjectNode info() {
    ObjectNode info =
        Json.object()
            .put("name", "tercet")
            .put("title", "Tercet")
            .put("version", TercetVersion.CURRENT);
    info.set("icons", texts.path("icons"));
    return info;
  }

  @Override
  public String instructions() {
    return texts.path("instructions").asText();
  }

  @Override
  public List<Tool> tools() {
    return tools;
  }

  @Override
  public List<Prompt> prompts() {
    return prompts;
  }

  @Override
  public List<ObjectNode> resources() {
    return resources.list();
  }

  @Override
  public List<ObjectNode> templates() {
    return TaskResources.templates();
  }

  @Override
  public Optional<List<ObjectNode>> read(String uri, Context context) {
    return resources.read(uri);
  }

  @Override
  public List<String> complete(Completion completion) {
    List<TaskSummary> tasks = app.views().list(null, false).tasks();
    List<String> values =
        switch (completion.argument()) {
          case "task" -> tasks.stream().map(TaskSummary::id).toList();
          case "name" -> artifacts(completion.others().path("task").asText());
          case "finding" -> findings(completion.others().path("task").asText());
          default -> List.of();
        };
    return values.stream().filter(value -> value.startsWith(completion.begun())).toList();
  }

  private List<String> artifacts(String task) {
    try {
      return app.reading().artifacts(task).artifacts().stream().map(one -> one.name()).toList();
    } catch (Denied unknown) {
      return List.of();
    }
  }

  private List<String> findings(String task) {
    try {
      return app.reading().findings(task).findings().stream().map(one -> one.id()).toList();
    } catch (Denied unknown) {
      return List.of();
    }
  }

  @Override
  public Watch watch(Changes changes) {
    return news.watch(changes);
  }
}
