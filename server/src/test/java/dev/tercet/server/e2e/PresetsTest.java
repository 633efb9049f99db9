package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.Check;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DoctorParams;
import dev.tercet.protocol.PresetTrial;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.TestPreset;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presets in use: a fallback, a trial, and whose models review. */
class PresetsTest {

  @TempDir Path temp;

  private Playground open(String settings) {
    Playground play = Playground.prepare(temp);
    Playground.put(play.home().resolve("settings.json"), settings);
    play.startDaemon();
    return play;
  }

  private static CreateTask unscripted(Playground play) {
    return new CreateTask(
        "Two families",
        play.repository().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        null,
        null);
  }

  @Test
  void the_fallback_does_the_run_where_the_agent_cannot_be_started() {
    Playground prepared = Playground.prepare(temp);
    Path script = prepared.script(Scripts.smooth("fallback"));
    Playground.put(
        prepared.home().resolve("settings.json"),
        """
        {"agents": {"gone": {"kind": "acp", "command": "/nowhere/agent"}},
         "presets": {"planner": {"agent": "gone", "fallback": "spare-planner"},
                     "spare-planner": {"script": "%1$s", "fallback": "planner"},
                     "builder": {"script": "%1$s"}, "reviewer-a": {"script": "%1$s"},
                     "reviewer-b": {"script": "%1$s"}, "reviewer-c": {"script": "%1$s"}}}
        """
            .formatted(script));
    prepared.startDaemon();
    try (Playground play = prepared) {
      String task = play.create(unscripted(play));
      TaskView asked = play.asked(task, Asked.Approval.class).task();
      assertThat(asked.runs()).hasSize(1);
      assertThat(asked.runs().getFirst().agent()).isEqualTo("scripted");
    }
  }

  @Test
  void a_reviewer_of_the_builders_family_is_warned_of() {
    String same =
        """
        {"presets": {
          "planner": {"command": "true", "model": "gpt-5"},
          "builder": {"command": "true", "model": "claude-opus-4"},
          "reviewer": {"command": "true", "model": "anthropic/claude-sonnet-4"},
          "reviewer-a": {"command": "true", "model": "house-1"},
          "reviewer-b": {"command": "true", "family": "google"},
          "reviewer-c": {"command": "true", "model": "gemini-2.5-pro"}},
         "families": {"house": "anthropic"}}
        """;
    try (Playground play = open(same)) {
      TaskView made = play.ask(play.client().task().create(unscripted(play)));
      assertThat(made.warnings())
          .contains(
              "reviewer-a reviews with the family that builder builds with (anthropic), so it counts for less: choose another with --preset reviewer-a=…");
      assertThat(made.warnings()).noneMatch(warning -> warning.contains("reviewer-b"));
      DoctorParams params = new DoctorParams(null, play.repository().toString(), null);
      assertThat(play.ask(play.client().server().doctor(params)).checks())
          .filteredOn(check -> check.name().equals("families"))
          .extracting(Check::text)
          .containsExactlyInAnyOrder(
              "preset reviewer is of the builder's family (anthropic), so its reviews count for less",
              "preset reviewer-a is of the builder's family (anthropic), so its reviews count for less");
    }
  }

  @Test
  void a_preset_can_be_tried() {
    String settings =
        """
        {"presets": {
          "planner": {"command": "cat > /dev/null; echo ready"},
          "builder": {"command": "echo 'out of luck' >&2; exit 3"},
          "reviewer": {"agent": "nobody"}}}
        """;
    try (Playground play = open(settings)) {
      PresetTrial works = trial(play, "planner");
      assertThat(works.worked()).isTrue();
      assertThat(works.text()).isEqualTo("ready");
      assertThat(works.answerMillis()).isNotNull();
      assertThat(works.usage()).isNull();
      PresetTrial fails = trial(play, "builder");
      assertThat(fails.worked()).isFalse();
      assertThat(fails.text()).contains("exit code 3").contains("out of luck");
      PresetTrial missing = trial(play, "reviewer");
      assertThat(missing.worked()).isFalse();
      assertThat(missing.text()).startsWith("there is no agent \"nobody\"");
      assertThat(missing.startMillis()).isNull();
    }
  }

  private static PresetTrial trial(Playground play, String preset) {
    TestPreset params = new TestPreset(preset, play.repository().toString());
    return play.ask(play.client().preset().test(params));
  }
}
