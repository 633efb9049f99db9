package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.TaskState;
import dev.tercet.server.model.Api;
import dev.tercet.server.model.FakeModel;
import dev.tercet.server.model.FakeModel.Answer;
import dev.tercet.server.model.FakeModel.Http;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Providers that answer what nobody can use: what the person reads, and that others go on. */
@Timeout(120)
class BadProvidersTest {

  private static final Http PAGE =
      new Http(200, Map.of("Content-Type", "text/html"), "<html>Log in</html>");

  /** By the model that is asked for: what it answers, and what has to be said of that. */
  private static final Map<String, String> SAID = new LinkedHashMap<>();

  static {
    SAID.put("m-400", "no such field");
    SAID.put("m-401", "refused the key in FAKE_KEY");
    SAID.put("m-403", "refused the key in FAKE_KEY");
    SAID.put("m-404", "check the preset's \"model\" and the agent's \"baseUrl\"");
    SAID.put("m-page", "answered with a web page; check the agent's \"baseUrl\"");
    SAID.put("m-50mb", "one line of its answer is larger than 4000000 bytes");
  }

  @TempDir Path temp;

  private static Answer answer(FakeModel.Asked asked) {
    return switch (asked.body().path("model").asText()) {
      case "m-400" -> error(400, "no such field");
      case "m-401" -> error(401, "who are you");
      case "m-403" -> error(403, "not you");
      case "m-404" -> error(404, "no such model");
      case "m-page" -> PAGE;
      case "m-50mb" -> new FakeModel.Raw("data: \"" + "x".repeat(50_000_000) + "\"\n\n");
      default -> throw new AssertionError(asked.body().path("model"));
    };
  }

  private static Http error(int status, String message) {
    return new Http(status, Map.of(), "{\"error\":{\"message\":\"%s\"}}".formatted(message));
  }

  @Test
  void each_is_said_so_that_a_person_can_act_and_other_tasks_go_on() throws Exception {
    try (FakeModel model = new FakeModel(BadProvidersTest::answer);
        Playground play = Playground.prepare(temp)) {
      play.environment().put("FAKE_KEY", "sk-0123456789");
      Playground.put(play.home().resolve("settings.json"), settings(model));
      play.startDaemon();
      Map<String, String> tasks = new LinkedHashMap<>();
      SAID.keySet().forEach(name -> tasks.put(name, play.create(ticket(play, name))));
      String other = play.create(play.ticket("Other", Scripts.smooth("other")));

      play.approve(other);
      play.merge(other);
      play.until(other, TaskState.Kind.MERGED);
      tasks.forEach(
          (name, task) ->
              assertThat(play.asked(task, Asked.Failure.class).asked().reason())
                  .as(name)
                  .contains(SAID.get(name))
                  .hasSizeLessThan(1_000));
    }
  }

  private static String settings(FakeModel model) {
    String presets =
        SAID.keySet().stream()
            .map(
                "\"%1$s\": {\"agent\": \"fake\", \"model\": \"%1$s\", \"role\": \"plan\"}"
                    ::formatted)
            .collect(Collectors.joining(",\n"));
    return """
    {"agents": {"fake": {"kind": "builtin", "api": "openai-chat", "baseUrl": "%s",
                         "keyVariable": "FAKE_KEY"}},
     "presets": {"builder": {"command": "true"}, "reviewer-a": {"command": "true"},
                 "reviewer-b": {"command": "true"}, "reviewer-c": {"command": "true"},
                 %s}}
    """
        .formatted(model.url(Api.OPENAI_CHAT), presets);
  }

  private static CreateTask ticket(Playground play, String planner) {
    return new CreateTask(
        "Ask " + planner,
        play.repository().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of("planner", planner),
        null,
        "test -f README.md",
        null);
  }
}
