package dev.tercet.server.settings;

import dev.tercet.server.limit.Price;
import dev.tercet.server.workflow.MergeStrategy;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One setting: its dotted path, its default, how it is read, and whether it makes something run. A
 * path may be written as one dotted name or as objects in objects.
 */
public final class Key<T> {

  /** The shape of a value and how it is taken from JSON; reports what it cannot take. */
  interface Shape<T> {
    Optional<T> read(Json json, Report report);
  }

  public static final Key<Optional<String>> VERIFY = command("verify");
  public static final Key<Optional<String>> SETUP = command("setup");
  public static final Key<Optional<String>> TEARDOWN = command("teardown");
  public static final Key<Optional<String>> WORKTREES_ROOT =
      key("worktrees.root", Optional.empty(), Shapes.optional(Shapes.text("a folder")));
  public static final Key<List<String>> WORKTREE_COPY =
      key("worktree.copy", List.of(), Shapes.globs());
  public static final Key<WorktreeRemoval> WORKTREE_REMOVE =
      key("worktree.remove", WorktreeRemoval.AT_MERGE, Shapes.word(WorktreeRemoval.class));
  public static final Key<Map<PresetName, Preset>> PRESETS =
      new Key<>("presets", predefined(), PresetShape.PRESETS, true);
  public static final Key<Map<String, AgentEntry>> AGENTS =
      new Key<>("agents", Map.of(), PresetShape.AGENTS, true);
  public static final Key<Map<String, String>> FAMILIES =
      key("families", Map.of(), Shapes.strings("an object of families by model"));
  public static final Key<Integer> CONCURRENCY =
      key("limits.concurrency", 4, Shapes.count(1, 1000));
  public static final Key<Integer> PER_AGENT = key("limits.perAgent", 3, Shapes.count(1, 1000));
  public static final Key<Integer> PER_PROVIDER =
      key("limits.perProvider", 4, Shapes.count(1, 1000));
  public static final Key<Duration> RUN_TIMEOUT =
      key("limits.runTimeout", Duration.ofHours(1), Shapes.duration());
  public static final Key<Duration> STALL =
      key("limits.stall", Duration.ofMinutes(10), Shapes.duration());
  public static final Key<Integer> RETRIES = key("limits.retries", 2, Shapes.count(0, 20));
  public static final Key<Integer> ROUNDS = key("limits.rounds", 3, Shapes.count(1, 20));
  public static final Key<Integer> OUTPUT_BYTES =
      key("limits.outputBytes", 16 << 20, Shapes.count(4096, 1 << 30));
  public static final Key<Optional<BigDecimal>> BUDGET =
      key("limits.budget", Optional.empty(), Shapes.optional(Shapes.money()));
  public static final Key<Optional<Long>> BUDGET_TOKENS =
      key("limits.budgetTokens", Optional.empty(), Shapes.optional(Shapes.tokens()));
  public static final Key<Optional<BigDecimal>> DAY_BUDGET =
      key("limits.dayBudget", Optional.empty(), Shapes.optional(Shapes.money()));
  public static final Key<Optional<Long>> DAY_TOKENS =
      key("limits.dayTokens", Optional.empty(), Shapes.optional(Shapes.tokens()));
  public static final Key<Optional<BigDecimal>> REPOSITORY_BUDGET =
      key("limits.repositoryBudget", Optional.empty(), Shapes.optional(Shapes.money()));
  public static final Key<Optional<Long>> REPOSITORY_TOKENS =
      key("limits.repositoryTokens", Optional.empty(), Shapes.optional(Shapes.tokens()));
  public static final Key<Map<String, Price>> PRICES = key("prices", Map.of(), PriceShape.PRICES);
  public static final Key<Delivery> DELIVERY =
      key("delivery", Delivery.LOCAL, Shapes.word(Delivery.class));
  public static final Key<BranchPush> BRANCH_PUSH =
      key("branch.push", BranchPush.AT_DELIVERY, Shapes.word(BranchPush.class));
  public static final Key<MergeStrategy> MERGE_STRATEGY =
      key("merge.strategy", MergeStrategy.MERGE, Shapes.word(MergeStrategy.class));
  public static final Key<String> MERGE_MESSAGE =
      key("merge.message", "{@title}", Shapes.text("a template such as {@title}"));
  public static final Key<ArtifactMerge> ARTIFACTS_MERGE =
      key("artifacts.merge", ArtifactMerge.KEEP, Shapes.word(ArtifactMerge.class));
  public static final Key<Optional<String>> NOTIFY_COMMAND = command("notify.command");
  public static final Key<String> WORKFLOW =
      key("workflow", "multi-model", Shapes.text("a workflow's name"));
  public static final Key<Optional<String>> TARGET =
      key("target", Optional.empty(), Shapes.optional(Shapes.text("a branch")));
  public static final Key<Optional<String>> BASE =
      key("base", Optional.empty(), Shapes.optional(Shapes.text("a branch, tag or commit")));
  public static final Key<PortRange> PORT =
      key("port", new PortRange(20_000, 29_999), Shapes.ports());
  public static final Key<CageUse> CAGE_USE =
      users("cage.use", CageUse.AUTO, Shapes.word(CageUse.class));
  public static final Key<Network> CAGE_NETWORK =
      users("cage.network", Network.OPEN, Shapes.word(Network.class));
  public static final Key<CacheUse> CAGE_CACHE_USE =
      users("cage.cacheUse", CacheUse.SHARED, Shapes.word(CacheUse.class));
  public static final Key<List<String>> CAGE_CACHES =
      users("cage.caches", List.of(), Shapes.homeFiles());
  public static final Key<List<String>> CAGE_READABLE =
      users("cage.readable", List.of(), Shapes.homeFiles());

  /** The user's file alone is asked for it. */
  public static final Key<HostDecisions> MCP_DECISIONS =
      key("mcp.decisions", HostDecisions.ASK, Shapes.word(HostDecisions.class));

  /** The user's file alone is asked for it. */
  public static final Key<HostTools> MCP_TOOLS =
      key("mcp.tools", HostTools.CORE, Shapes.word(HostTools.class));

  /**
   * The user's file alone is asked for it. Empty is no HTTP until something asks for it; 0 is any
   * port that is free.
   */
  public static final Key<Optional<Integer>> HTTP_PORT =
      key("http.port", Optional.empty(), Shapes.optional(Shapes.count(0, 65_535)));

  private static final List<Key<?>> ALL =
      List.of(
          VERIFY,
          SETUP,
          TEARDOWN,
          WORKTREES_ROOT,
          WORKTREE_COPY,
          WORKTREE_REMOVE,
          PRESETS,
          AGENTS,
          FAMILIES,
          CONCURRENCY,
          PER_AGENT,
          PER_PROVIDER,
          RUN_TIMEOUT,
          STALL,
          RETRIES,
          ROUNDS,
          OUTPUT_BYTES,
          BUDGET,
          BUDGET_TOKENS,
          DAY_BUDGET,
          DAY_TOKENS,
          REPOSITORY_BUDGET,
          REPOSITORY_TOKENS,
          PRICES,
          DELIVERY,
          BRANCH_PUSH,
          MERGE_STRATEGY,
          MERGE_MESSAGE,
          ARTIFACTS_MERGE,
          NOTIFY_COMMAND,
          WORKFLOW,
          TARGET,
          BASE,
          PORT,
          CAGE_USE,
          CAGE_NETWORK,
          CAGE_CACHE_USE,
          CAGE_CACHES,
          CAGE_READABLE,
          MCP_DECISIONS,
          MCP_TOOLS,
          HTTP_PORT);

  private final String path;
  private final T standard;
  private final Shape<T> shape;
  private final boolean runs;
  private final boolean users;

  private Key(String path, T standard, Shape<T> shape, boolean runs) {
    this(path, standard, shape, runs, false);
  }

  private Key(String path, T standard, Shape<T> shape, boolean runs, boolean users) {
    this.users = users;
    this.path = path;
    this.standard = standard;
    this.shape = shape;
    this.runs = runs;
  }

  private static <T> Key<T> users(String path, T standard, Shape<T> shape) {
    return new Key<>(path, standard, shape, false, true);
  }

  private static <T> Key<T> key(String path, T standard, Shape<T> shape) {
    return new Key<>(path, standard, shape, false);
  }

  private static Key<Optional<String>> command(String path) {
    return new Key<>(path, Optional.empty(), Shapes.command(), true);
  }

  private static Map<PresetName, Preset> predefined() {
    Map<PresetName, Preset> presets = new LinkedHashMap<>();
    for (String name :
        List.of("planner", "builder", "reviewer", "reviewer-a", "reviewer-b", "reviewer-c")) {
      Role role = new PresetName(name).impliedRole().orElseThrow();
      presets.put(new PresetName(name), Preset.predefined(name, role));
    }
    return presets;
  }

  /** Every setting there is, in the order of the documentation. */
  public static List<Key<?>> all() {
    return ALL;
  }

  /** All but presets and agents, which are laid over each other by name. */
  static List<Key<?>> simple() {
    return ALL.stream().filter(key -> !key.equals(PRESETS) && !key.equals(AGENTS)).toList();
  }

  /** Dotted: {@code worktree.copy}. */
  public String path() {
    return path;
  }

  /** The value where nobody sets one. */
  public T standard() {
    return standard;
  }

  /** The value makes something run, so a repository's needs the human's trust. */
  public boolean runs() {
    return runs;
  }

  /** Only the user's own file may set it: it is about what a repository must not choose. */
  public boolean isUsers() {
    return users;
  }

  Shape<T> shape() {
    return shape;
  }

  @Override
  public String toString() {
    return path;
  }
}
