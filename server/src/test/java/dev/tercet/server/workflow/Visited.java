package dev.tercet.server.workflow;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What plays have passed through on this thread, by name: kinds of command, report, event,
 * decision, state, slot, hold, phase and headline, and each option that was chosen at a spot.
 */
final class Visited {

  private static final ThreadLocal<Set<String>> SEEN = ThreadLocal.withInitial(TreeSet::new);

  private Visited() {}

  static Set<String> seen() {
    return SEEN.get();
  }

  static void note(Object value) {
    SEEN.get().add(name(value.getClass()));
  }

  static void note(Enum<?> value) {
    SEEN.get().add(name(value));
  }

  static void note(Spot spot, Option option) {
    SEEN.get().add(name(spot, option));
  }

  static void note(Task task) {
    note(task.phase());
    note(task.hold());
    note(Headline.of(task).kind());
    for (StepProgress progress : task.steps().values()) {
      note(progress.state());
      progress.slots().values().forEach(Visited::note);
    }
    task.decisions().values().forEach(Visited::note);
    Effects.of(task).forEach(Visited::note);
  }

  /** The names of every kind that a sealed interface permits, however deep. */
  static Stream<String> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Visited::kinds)
        : Stream.of(name(type));
  }

  static <E extends Enum<E>> Stream<String> constants(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Visited::name);
  }

  static String name(Spot spot, Option option) {
    return spot + "/" + option;
  }

  private static String name(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return around == null
        ? type.getSimpleName()
        : around.getSimpleName() + "." + type.getSimpleName();
  }

  private static String name(Enum<?> value) {
    return value.getDeclaringClass().getSimpleName() + "=" + value;
  }
}
