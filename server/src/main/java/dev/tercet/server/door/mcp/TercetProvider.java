package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.PresetList;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.WireText;
import dev.tercet.protocol.WorkflowList;
import dev.tercet.protocol.WorkflowView;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Denied;
import dev.tercet.server.mcp.Completion;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.Prompt;
import dev.tercet.server.mcp.Provider;
import dev.tercet.server.mcp.Tool;
import dev.tercet.server.mcp.ToolFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What Tercet offers to agent hosts. */
public final class TercetProvider implements Provider {

  private static final String TASK = WireText.schema(TaskView.class);
  private static final Map<String, String> OUTPUTS =
      Map.of(
          "create_tasks", WireText.schema(TaskList.class),
          "list_tasks", WireText.schema(TaskList.class),
          "list_presets", WireText.schema(PresetList.class),
          "list_workflows", WireText.schema(WorkflowList.class),
          "show_workflow", WireText.schema(WorkflowView.class));

  /** As JSON writes it. */
  private static final Pattern NUL = Pattern.compile("[\\\\]u0000");

  private final App app;
  private final Supplier<HostSettings> settings;
  private final News news;
  private final TaskResources resources;
  private final List<Tool> core;
  private final List<Tool> all;
  private final List<Prompt> prompts = TercetPrompts.all();
  private final JsonNode texts = Json.resource(TercetProvider.class, "tools.json");

  /**
   * An offer over these use cases.
   *
   * @param pages where humans decide in the browser
   * @param settings as the user's say now
   */
  public TercetProvider(App app, DecidingPages pages, Supplier<HostSettings> settings) {
    this.app = app;
    this.settings = settings;
    this.news = new News(app);
    this.resources = new TaskResources(app, Json.text(TercetProvider.class, "board.html"));
    TaskTools tasks = new TaskTools(app, news);
    Consent consent = new Consent(app, pages, settings);
    Map<String, Tool.Work> works =
        Map.of(
            "create_tasks", tasks::create,
            "list_tasks", tasks::list,
            "show_task", tasks::show,
            "wait_for_tasks", tasks::await,
            "decide", new DecideTool(app, consent)::run,
            "read_output", new ReadTool(app)::run);
    this.core = define(texts.path("tools"), works);
    List<Tool> both = new ArrayList<>(core);
    both.addAll(define(texts.path("more"), new MoreTools(app, consent).works()));
    this.all = List.copyOf(both);
  }

  private List<Tool> define(JsonNode definitions, Map<String, Tool.Work> works) {
    List<Tool> defined = new ArrayList<>();
    for (JsonNode text : definitions) {
      ObjectNode definition = text.deepCopy();
      String name = definition.path("name").asText();
      switch (name) {
        case "read_output" -> {}
        case "wait_for_tasks" ->
            ((ObjectNode) definition.path("outputSchema"))
                .set(
                    "$defs",
                    Json.parse(
                        WireText.definitions(List.of(TaskSummary.class, DecisionView.class))));
        default -> definition.set("outputSchema", Json.parse(OUTPUTS.getOrDefault(name, TASK)));
      }
      definition.set("icons", texts.path("icons"));
      Tool.Pace pace = name.equals("list_tasks") ? Tool.Pace.AT_HAND : Tool.Pace.OWN_TIME;
      Tool.Work work = withoutNul(Objects.requireNonNull(works.get(name), name));
      defined.add(new Tool(definition, work, pace));
    }
    return List.copyOf(defined);
  }

  /** Arguments become names, paths and words for git and for programs, which take no NUL. */
  private static Tool.Work withoutNul(Tool.Work work) {
    return (arguments, context) -> {
      if (NUL.matcher(arguments.toString()).find()) {
        throw new ToolFailure("An argument holds a NUL character, which nothing here can.");
      }
      return work.run(arguments, context);
    };
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
    return switch (settings.get().tools()) {
      case CORE -> core;
      case ALL -> all;
    };
  }

  /** The few are always there, so nobody reads the settings for a call of theirs. */
  @Override
  public Optional<Tool> tool(String name) {
    return named(core, name).or(() -> named(tools(), name));
  }

  private static Optional<Tool> named(List<Tool> tools, String name) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
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
