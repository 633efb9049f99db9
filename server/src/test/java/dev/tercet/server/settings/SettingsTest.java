package dev.tercet.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tercet.server.limit.Price;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Settings files laid over each other, and what is said about their mistakes. */
class SettingsTest {

  private static final String FULL =
      """
      // Comments are tolerated.
      {
        "$schema": "x",
        "verify": "npm test", "setup": "npm ci", "teardown": null,
        "worktrees.root": "/w",
        "worktree": {"copy": [".env*"], "remove": "keep"},
        "branch": {"push": "at-approval"},
        "presets": {
          "opus": {"agent": "claude", "model": "opus", "role": "plan", "family": "anthropic",
            "options": {"effort": "high", "turns": 5}, "env": ["KEY"],
            "network": "none", "fallback": "planner",
            "permissions": {"execute": "ask", "fetch": "deny"}},
          "builder": {"agent": "codex"}
        },
        "agents": {"codex": {"kind": "acp", "command": "codex-acp", "args": ["-x"],
          "env": {"A": "b"}, "family": "openai", "logins": [".codex/auth.json"]},
          "mine": {"kind": "builtin", "api": "openai-chat",
          "baseUrl": "http://[::1]:8000/v1", "keyVariable": "MY_KEY", "model": "qwen3-coder"},
          "quiet": {"kind": "headless", "dialect": "claude", "command": "claude"}},
        "families": {"my-model": "house"},
        "limits": {"concurrency": 8, "perAgent": 2, "runTimeout": "1h30m", "stall": "90s",
          "retries": 0, "rounds": 5, "outputBytes": 100000, "budget": "$3.00",
          "perProvider": 6, "budgetTokens": "2M", "dayBudget": 20, "dayTokens": "50M",
          "repositoryBudget": "$9", "repositoryTokens": 500000},
        "prices": {"my-model": {"input": 1, "output": "$2.50", "cacheRead": 0}},
        "delivery": "pull-request",
        "merge": {"strategy": "squash", "message": "{@title} ({task_id})"},
        "artifacts": {"merge": "drop"},
        "notify": {"command": "notify"},
        "workflow": "quick", "target": "main", "base": "origin/main", "port": "3000-3999",
        "mcp": {"decisions": "deny", "tools": "all"}, "http": {"port": 0},
      }
      """;

  private static Settings.Read repository(String text) {
    return Settings.read(List.of(SettingsFile.repository(text)));
  }

  @Test
  void reads_every_key_without_a_problem() {
    Settings.Read read = repository(FULL);
    assertThat(read.problems()).isEmpty();
    Settings settings = read.settings();
    assertThat(settings.get(Key.VERIFY))
        .isEqualTo(new Setting<>(Optional.of("npm test"), Origin.REPOSITORY, true));
    assertThat(settings.get(Key.WORKTREE_COPY))
        .isEqualTo(new Setting<>(List.of(".env*"), Origin.REPOSITORY, false));
    assertThat(settings.get(Key.RUN_TIMEOUT).value()).isEqualTo(Duration.ofMinutes(90));
    assertThat(settings.get(Key.BUDGET).value()).contains(new BigDecimal("3.00"));
    assertThat(settings.get(Key.BUDGET_TOKENS).value()).contains(2_000_000L);
    assertThat(settings.get(Key.REPOSITORY_TOKENS).value()).contains(500_000L);
    assertThat(settings.get(Key.PRICES).value())
        .containsEntry(
            "my-model",
            new Price(BigDecimal.ONE, new BigDecimal("2.50"), BigDecimal.ZERO, BigDecimal.ONE));
    assertThat(settings.get(Key.DELIVERY).value()).isEqualTo(Delivery.PULL_REQUEST);
    assertThat(settings.get(Key.PORT).value()).isEqualTo(new PortRange(3000, 3999));
    assertThat(settings.presetRoles()).containsEntry(new PresetName("opus"), Role.PLAN);
    assertThat(settings.presets().get(new PresetName("opus")).needsTrust()).isTrue();
    assertThat(settings.presets().get(new PresetName("builder")).needsTrust()).isFalse();
    assertThat(settings.agents().get("codex").value().args()).containsExactly("-x");
    assertThat(settings.agents().get("mine").value().provider())
        .isEqualTo(
            new ProviderEntry("openai-chat", "http://[::1]:8000/v1", "MY_KEY", "qwen3-coder"));
    assertThat(settings.agents().get("quiet").value().dialect()).isEqualTo("claude");
    assertThat(settings.presets().get(new PresetName("opus")).value().permissions())
        .isEqualTo(Map.of("execute", "ask", "fetch", "deny"));
    assertThat(settings.get(Key.FAMILIES).value()).isEqualTo(Map.of("my-model", "house"));
    for (Key<?> key : Key.all()) {
      boolean byName = key.equals(Key.PRESETS) || key.equals(Key.AGENTS);
      boolean elsewhere = byName || key.path().startsWith("cage.");
      Origin expected = elsewhere ? Origin.DEFAULT : Origin.REPOSITORY;
      assertThat(settings.get(key).origin()).as(key.path()).isEqualTo(expected);
    }
  }

  @Test
  void what_the_cage_does_is_the_user_s_alone_to_say() {
    String text =
        """
        {"cage": {"use": "off", "network": "none", "cacheUse": "own", "caches": [".stack"],
          "readable": [".vimrc"]}}
        """;
    Settings.Read own = Settings.read(List.of(SettingsFile.user("u", text)));
    Settings.Read theirs = repository(text);

    assertThat(own.problems()).isEmpty();
    assertThat(own.settings().get(Key.CAGE_USE).value()).isEqualTo(CageUse.OFF);
    assertThat(own.settings().get(Key.CAGE_NETWORK).value()).isEqualTo(Network.NONE);
    assertThat(own.settings().get(Key.CAGE_CACHE_USE).value()).isEqualTo(CacheUse.OWN);
    assertThat(own.settings().get(Key.CAGE_CACHES).value()).containsExactly(".stack");
    assertThat(own.settings().get(Key.CAGE_READABLE).value()).containsExactly(".vimrc");
    assertThat(theirs.settings().get(Key.CAGE_USE).value()).isEqualTo(CageUse.AUTO);
    assertThat(theirs.problems()).hasSize(5);
    assertThat(theirs.problems().getFirst().toString())
        .contains("\"cage.use\" counts only in your own settings.json");
    assertThat(
            Settings.read(List.of(SettingsFile.user("u", "{\"cage.caches\": [\"../other\"]}")))
                .problems())
        .hasSize(1);
  }

  @Test
  void the_task_wins_over_the_repository_over_the_user() {
    SettingsFile user = SettingsFile.user("u", "{\"base\": \"u\", \"verify\": \"u\"}");
    SettingsFile zenflow = SettingsFile.zenflow("{\"base\": \"z\", \"target\": \"z\"}");
    SettingsFile repository = SettingsFile.repository("{\"base\": \"r\"}");
    SettingsFile task = SettingsFile.task("t", "{\"base\": \"t\"}");
    assertThat(base(task, repository, zenflow, user)).isEqualTo("t task");
    assertThat(base(zenflow, repository, user)).isEqualTo("r repository");
    assertThat(base(user, zenflow)).isEqualTo("z repository");
    assertThat(base(user)).isEqualTo("u user");
    assertThat(base()).isEqualTo("- default");
    assertThat(Settings.read(List.of(user)).settings().get(Key.VERIFY).needsTrust()).isFalse();
  }

  private static String base(SettingsFile... files) {
    Setting<Optional<String>> base = Settings.read(List.of(files)).settings().get(Key.BASE);
    return base.value().orElse("-") + " " + base.origin();
  }

  @Test
  void a_preset_that_nobody_defined_is_found_by_its_role() {
    Settings settings = Settings.defaults();
    assertThat(settings.preset(new PresetName("opus-planner")).orElseThrow().value().name())
        .isEqualTo(new PresetName("planner"));
    assertThat(settings.preset(new PresetName("opus"))).isEmpty();
  }

  @Test
  void says_where_and_how_to_mend() {
    check(
        "{\n  \"verfy\": \"x\"}",
        "2:3: warning: \"verfy\" is no setting and is without effect;"
            + " did you mean \"verify\"?");
    check("{\n  \"verify\": 3}", "2:13: error: write a command, \"none\" or null instead of 3");
    check(
        "{\"limits\": {\"runTimeout\": \"soon\"}}",
        "1:27: error: write a time such as \"90s\" or \"1h30m\" instead of \"soon\"");
    check(
        "{\"limits\": {\"retries\": 99}}",
        "1:24: error: write a whole number from 0 to 20 instead of 99");
    check(
        "{\"limits\": {\"retires\": 9}}",
        "1:13: warning: \"limits.retires\" is no setting and is"
            + " without effect; did you mean \"limits.retries\"?");
    check("{\"limits\": 3}", "1:2: error: \"limits\" is an object: { … }");
    check(
        "{\"delivery\": \"mail\"}",
        "1:14: error: write \"local\" or \"push\" or \"pull-request\" instead of \"mail\"");
    check(
        "{\"worktree\": {\"copy\": [\"../x\"]}}",
        "1:23: error: write globs inside the repository"
            + " (without / at the start and ..) instead of a list");
    check(
        "{\"port\": \"80-90\"}",
        "1:10: error: write a range of ports from 1024 to 65535, such as"
            + " \"20000-29999\" instead of \"80-90\"");
    check(
        "{\"presets\": {\"opus\": {}}}",
        "1:14: error: the preset \"opus\" says no role; add"
            + " \"role\": \"plan\", \"build\" or \"review\"");
    check(
        "{\"presets\": {\"planner\": {\"modle\": \"x\"}}}",
        "1:26: warning: \"modle\" is no setting"
            + " and is without effect; did you mean \"model\"?");
    check(
        "{\"agents\": {\"x\": {\"kind\": \"acp\"}}}",
        "1:13: error: the agent \"x\" lacks \"command\"");
    check(
        "{\"agents\": {\"x\": {\"kind\": \"builtin\", \"api\": \"gemini\"}}}",
        "1:13: error: the agent \"x\" lacks \"api\": \"anthropic\", \"openai-responses\","
            + " \"openai-chat\", \"gemini\", and \"baseUrl\"");
    check(
        "{\"agents\": {\"x\": {\"kind\": \"builtin\", \"api\": \"gemini\", \"baseUrl\":"
            + " \"file:///x\"}}}",
        "1:66: error: write an address such as \"http://127.0.0.1:11434/v1\" instead of"
            + " \"file:///x\"");
    check("{\"base\": \"a\", \"base\": \"b\"}", "");
    check("[]", "1:1: error: settings are an object: { … }, not a list");
    check("", "");
  }

  private static void check(String text, String expected) {
    String said =
        String.join(
            "\n", repository(text).problems().stream().map(SettingsProblem::toString).toList());
    assertThat(said.replace(".tercet/settings.json:", "")).isEqualTo(expected);
  }

  @Test
  void a_file_that_is_no_json_counts_for_nothing() {
    SettingsProblem problem =
        repository("{\n  \"verify\": \"x\"\n  \"base\": 1}").problems().getFirst();
    assertThat(problem.isError()).isTrue();
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.message()).startsWith("this is no JSON, so nothing of the file counts");
  }

  @Test
  void what_zenflow_knows_and_tercet_does_not_is_no_error() {
    Settings.Read read =
        Settings.read(
            List.of(SettingsFile.zenflow("{\"setup_script\": 1, \"verify\": 3, \"limits\": 3}")));
    assertThat(read.problems()).hasSize(3).noneMatch(SettingsProblem::isError);
  }

  @Test
  void survives_any_text() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder(FULL);
      for (int change = 0; change < 4; change++) {
        text.setCharAt(
            random.nextInt(text.length()), "\0{}[]\":,1e\\/-\uD83D".charAt(random.nextInt(14)));
      }
      assertThat(repository(text.substring(0, random.nextInt(text.length()))).settings())
          .isNotNull();
    }
    assertThat(repository("[".repeat(100_000)).problems()).hasSize(1);
    assertThat(repository("{\"limits\":{\"rounds\":1e999999999}}").problems()).hasSize(1);
    assertThat(repository("{\"limits\":{\"budget\":1e-99999999}}").problems()).hasSize(1);
  }

  @Test
  void schema_and_documentation_name_every_key() throws Exception {
    Path docs = Path.of(System.getProperty("basedir", "."), "../docs");
    JsonNode schema = new ObjectMapper().readTree(docs.resolve("settings.schema.json").toFile());
    TreeSet<String> described = new TreeSet<>();
    collect("", schema, described);
    TreeSet<String> known = new TreeSet<>(Key.all().stream().map(Key::path).toList());
    assertThat(described).isEqualTo(known);
    String page = Files.readString(docs.resolve("settings.md"));
    assertThat(known).allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    assertThat(names(schema, "presets"))
        .containsExactlyInAnyOrderElementsOf(PresetShape.PRESET_KEYS);
    assertThat(names(schema, "agents")).containsExactlyInAnyOrderElementsOf(PresetShape.AGENT_KEYS);
  }

  private static List<String> names(JsonNode schema, String map) {
    List<String> names = new java.util.ArrayList<>();
    schema
        .at("/properties/" + map + "/additionalProperties/properties")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private static void collect(String prefix, JsonNode schema, TreeSet<String> to) {
    for (var property : schema.path("properties").properties()) {
      String path = prefix + property.getKey();
      if (property.getValue().has("properties")) {
        collect(path + ".", property.getValue(), to);
      } else if (!path.equals("$schema")) {
        to.add(path);
      }
    }
  }
}
