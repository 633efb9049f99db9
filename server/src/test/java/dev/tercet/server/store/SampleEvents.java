package dev.tercet.server.store;

import dev.tercet.server.review.FindingId;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.BlobId;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.DecisionId;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.TaskId;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of every kind, with every member of every sum inside them, with and without what may be
 * absent.
 */
final class SampleEvents {

  private static final int VARIANTS = 24;

  private static final Map<Class<?>, Object> IDS =
      Map.ofEntries(
          Map.entry(TaskId.class, new TaskId("csv-export-k3f9")),
          Map.entry(RunId.class, new RunId("csv-export-k3f9.2")),
          Map.entry(StepId.class, new StepId("build")),
          Map.entry(PresetName.class, new PresetName("builder")),
          Map.entry(ArtifactName.class, new ArtifactName("spec.md")),
          Map.entry(BlobId.class, new BlobId("ab".repeat(20))),
          Map.entry(CommitId.class, new CommitId("0c".repeat(20))),
          Map.entry(DecisionId.class, new DecisionId("d1")),
          Map.entry(EffectId.class, new EffectId("csv-export-k3f9:run:2")),
          Map.entry(FindingId.class, new FindingId("f12")));

  private SampleEvents() {}

  static List<Event> all() {
    List<Event> events = new ArrayList<>();
    for (Class<?> shape : members(Event.class)) {
      List<Event> ofShape = new ArrayList<>();
      for (int variant = 0; variant < VARIANTS; variant++) {
        Object event = record(shape, variant);
        if (event != null && !ofShape.contains(event)) {
          ofShape.add((Event) event);
        }
      }
      events.addAll(ofShape);
    }
    return events;
  }

  /** The records of a sealed interface, those of the interfaces below it too. */
  static List<Class<?>> members(Class<?> sum) {
    List<Class<?>> members = new ArrayList<>();
    for (Class<?> member : sum.getPermittedSubclasses()) {
      members.addAll(member.isRecord() ? List.of(member) : members(member));
    }
    return members;
  }

  /** Null where the record refuses the combination. */
  private static @Nullable Object record(Class<?> shape, int variant) {
    RecordComponent[] components = shape.getRecordComponents();
    try {
      var constructor =
          shape.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      Object[] values = new Object[components.length];
      for (int index = 0; index < components.length; index++) {
        AnnotatedType type = components[index].getAnnotatedType();
        boolean absent = type.isAnnotationPresent(Nullable.class) && variant % 3 == 2;
        values[index] = absent ? null : value(type, components[index].getType(), variant);
      }
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      return null;
    } catch (ReflectiveOperationException unexpected) {
      throw new IllegalStateException(shape.toString(), unexpected);
    }
  }

  private static @Nullable Object value(AnnotatedType annotated, Class<?> type, int variant) {
    if (type == List.class) {
      AnnotatedType element =
          ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0];
      Object value = value(element, raw(element), variant);
      return value == null || variant % 5 == 4 ? List.of() : List.of(value);
    }
    if (IDS.containsKey(type)) {
      return IDS.get(type);
    }
    if (type.isInterface() && type.isSealed()) {
      List<Class<?>> members = members(type);
      // With another variant inside, so that a member which holds its own kind comes to an end.
      return record(members.get(variant % members.size()), variant + 1);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[variant % type.getEnumConstants().length];
    }
    return type.isRecord() ? record(type, variant) : scalar(type, variant);
  }

  private static Class<?> raw(AnnotatedType annotated) {
    return annotated.getType() instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) annotated.getType();
  }

  private static Object scalar(Class<?> type, int variant) {
    return switch (type.getSimpleName()) {
      case "String" -> "words, \"quoted\" ü ✓";
      case "int", "Integer" -> 3;
      case "long", "Long" -> 9_007_199_254_740_993L;
      case "boolean", "Boolean" -> variant % 2 == 0;
      case "BigDecimal" -> new BigDecimal("1.50");
      case "Duration" -> Duration.ofMillis(90_500);
      case "Instant" -> Instant.parse("2026-03-04T05:06:07.089Z");
      default -> throw new IllegalStateException("no sample of " + type);
    };
  }
}
