package dev.tercet.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
  private static final Source CLAUDE = new Source("claude", "anthropic", "claude");
  private static final Source API = new Source("api", "anthropic", "ANTHROPIC_API_KEY");
  private static final Source CODEX = new Source("codex", "openai", "codex");

  private final Admission admission = new Admission();

  private RunId ask(String task, int number, Source source) {
    RunId run = new RunId(task + ".r" + number);
    admission.join(new Admission.Ask(run, new TaskId(task), source));
    return run;
  }

  private List<RunId> underWay(List<RunId> runs) {
    return runs.stream().filter(admission::isUnderWay).toList();
  }

  @Test
  void each_cap_holds_and_says_so() {
    Caps caps = new Caps(3, 2, 2);
    RunId one = ask("one-aaaa", 1, CLAUDE);
    RunId two = ask("two-aaaa", 1, CLAUDE);
    RunId three = ask("three-aaaa", 1, CLAUDE);
    RunId four = ask("four-aaaa", 1, API);
    RunId five = ask("five-aaaa", 1, CODEX);
    RunId six = ask("six-aaaa", 1, CODEX);
    admission.admit(caps, NOW);
    assertThat(underWay(List.of(one, two, three, four, five, six))).containsExactly(one, two, five);
    assertThat(admission.obstacle(six, caps, NOW)).contains(new Obstacle.Overall(3));
    admission.leave(five);
    assertThat(admission.obstacle(three, caps, NOW)).contains(new Obstacle.Agent("claude", 2));
    assertThat(admission.obstacle(four, caps, NOW)).contains(new Obstacle.Provider("anthropic", 2));
    assertThat(new Obstacle.Provider("anthropic", 2).words())
        .isEqualTo("a free place at anthropic (limits.perProvider: 2)");
  }

  @Test
  void a_task_with_many_runs_does_not_keep_others_out() {
    Caps caps = new Caps(2, 9, 9);
    List<RunId> many = new ArrayList<>();
    for (int number = 1; number <= 6; number++) {
      many.add(ask("many-aaaa", number, CLAUDE));
    }
    RunId late = ask("late-aaaa", 1, CLAUDE);
    admission.admit(caps, NOW);
    assertThat(admission.isUnderWay(late)).as("none of its own is under way").isTrue();
    assertThat(underWay(many)).containsExactly(many.getFirst());
  }

  @Test
  void a_held_account_keeps_only_its_own_runs_waiting() {
    Caps caps = new Caps(9, 9, 9);
    admission.holdUntil("claude", NOW.plusSeconds(60), "usage limit reached");
    RunId held = ask("one-aaaa", 1, CLAUDE);
    RunId other = ask("two-aaaa", 1, API);
    admission.admit(caps, NOW);
    assertThat(underWay(List.of(held, other))).containsExactly(other);
    assertThat(admission.obstacle(held, caps, NOW).orElseThrow().words())
        .isEqualTo("claude to reopen at 2026-01-01T10:01:00Z (usage limit reached)");
    assertThat(admission.nextOpening(NOW)).contains(NOW.plusSeconds(60));
    admission.admit(caps, NOW.plusSeconds(60));
    assertThat(admission.isUnderWay(held)).isTrue();
  }

  @Test
  void runs_that_are_refused_together_hold_their_account_once() {
    ask("one-aaaa", 1, CLAUDE);
    admission.hold("claude", NOW, "429");
    admission.hold("claude", NOW.plusSeconds(1), "429");
    admission.hold("claude", NOW.plusSeconds(2), "429");
    assertThat(admission.nextOpening(NOW)).contains(NOW.plusSeconds(60));
    admission.hold("claude", NOW.plusSeconds(60), "429");
    assertThat(admission.nextOpening(NOW.plusSeconds(60))).contains(NOW.plusSeconds(180));
  }

  @Test
  void a_hold_without_an_end_doubles_up_to_half_an_hour() {
    Instant now = NOW;
    List<Duration> pauses = new ArrayList<>();
    ask("one-aaaa", 1, CLAUDE);
    for (int time = 0; time < 8; time++) {
      admission.hold("claude", now, "429");
      Instant opening = admission.nextOpening(now).orElseThrow();
      pauses.add(Duration.between(now, opening));
      now = opening;
    }
    assertThat(pauses.stream().map(Duration::toMinutes))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    admission.opened("claude");
    admission.hold("claude", now, "429");
    assertThat(admission.nextOpening(now)).contains(now.plusSeconds(60));
  }

  @Test
  void whatever_comes_and_goes_no_cap_is_exceeded_and_everyone_gets_through() {
    Random random = new Random(7);
    Caps caps = new Caps(5, 3, 4);
    List<Source> sources = List.of(CLAUDE, API, CODEX);
    List<RunId> open = new ArrayList<>();
    int done = 0;
    for (int step = 0; step < 3_000; step++) {
      if (random.nextBoolean() && step < 2_000) {
        open.add(ask("t" + random.nextInt(9) + "-aaaa", step, sources.get(random.nextInt(3))));
      }
      admission.admit(caps, NOW);
      List<RunId> atWork = underWay(open);
      assertThat(atWork).hasSizeLessThanOrEqualTo(5);
      if (!atWork.isEmpty() && (random.nextBoolean() || step >= 2_000)) {
        RunId ended = atWork.get(random.nextInt(atWork.size()));
        admission.leave(ended);
        open.remove(ended);
        done++;
      }
    }
    assertThat(open).isEmpty();
    assertThat(done).isGreaterThan(800);
  }
}
