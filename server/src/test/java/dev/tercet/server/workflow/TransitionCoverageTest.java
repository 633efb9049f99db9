package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plays every scenario once more and fails on a kind that none of them came through. */
class TransitionCoverageTest {

  private static final List<Class<?>> SCENARIOS =
      List.of(
          ApprovalTest.class,
          QuestionTest.class,
          ReviewTest.class,
          LandingTest.class,
          HoldTest.class,
          ProblemTest.class,
          ShapeTest.class);

  @Test
  void every_kind_is_visited_by_a_scenario() throws ReflectiveOperationException {
    for (Class<?> scenarios : SCENARIOS) {
      for (Method method : scenarios.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          method.invoke(scenarios.getDeclaredConstructor().newInstance());
        }
      }
    }
    Set<String> seen = Visited.seen();
    assertThat(
            Stream.of(
                    Stream.of(
                            Command.class,
                            Event.class,
                            Effect.class,
                            Decision.class,
                            StepState.class,
                            Slot.class,
                            Hold.class)
                        .flatMap(Visited::kinds),
                    Visited.constants(Phase.class),
                    Visited.constants(Headline.Kind.class),
                    choices())
                .flatMap(kinds -> kinds)
                .filter(kind -> !seen.contains(kind)))
        .as("never visited")
        .isEmpty();
  }

  private static Stream<String> choices() {
    return Stream.of(Spot.values())
        .flatMap(
            spot ->
                Stream.of(Trouble.values())
                    .filter(trouble -> trouble != Trouble.TRUST || isTrusted(spot))
                    .flatMap(trouble -> Problems.options(spot, trouble).stream())
                    .distinct()
                    .map(option -> Visited.name(spot, option)));
  }

  /** Only what is about to be run for the first time, or on another base, is asked about. */
  private static boolean isTrusted(Spot spot) {
    return spot == Spot.PREPARE || spot == Spot.REBASE;
  }
}
