package dev.tercet.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.workflow.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of events and the way back. Each kind has a name and a version, because the
 * journal outlives the classes: what an older version wrote is brought up to date on its JSON, step
 * by step, before it is read. Immutable; any thread.
 */
public final class EventCodec {

  private record Known(StoredType type, ObjectReader reader, ObjectWriter writer) {}

  private final JsonMapper json = StoredForm.mapper();
  private final CheckpointCodec checkpoints = new CheckpointCodec();
  private final Map<String, Known> byName = new HashMap<>();
  private final Map<Class<?>, Known> byShape = new HashMap<>();

  public EventCodec() {
    this(StoredType.ALL);
  }

  EventCodec(List<StoredType> types) {
    for (StoredType type : types) {
      Known known = new Known(type, json.readerFor(type.shape()), json.writerFor(type.shape()));
      byName.put(type.name(), known);
      byShape.put(type.shape(), known);
    }
  }

  /** The stored form of what events make of a task. */
  CheckpointCodec checkpoints() {
    return checkpoints;
  }

  /** The event as it is stored now. */
  public Payload encode(Event event) {
    Known known = byShape.get(event.getClass());
    if (known == null) {
      throw new IllegalStateException("no stored form is registered for " + event.getClass());
    }
    try {
      String text = known.writer().writeValueAsString(event);
      return new Payload(known.type().name(), known.type().version(), text);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("write an event of type " + known.type().name(), failure);
    }
  }

  /**
   * The event that was recorded; empty when its payload is purged.
   *
   * @throws UnreadableEventException when this program cannot read it
   */
  public Optional<Event> decode(Recorded recorded) {
    return Optional.ofNullable(recorded.json())
        .map(text -> decode(new Payload(recorded.type(), recorded.version(), text)));
  }

  /**
   * The event of the stored form.
   *
   * @throws UnreadableEventException when this program cannot read it
   */
  public Event decode(Payload payload) {
    Known known = byName.get(payload.type());
    if (known == null) {
      throw unreadable(payload, "this Tercet does not know the type; a newer one wrote it", null);
    }
    if (payload.version() > known.type().version()) {
      throw unreadable(
          payload, "this Tercet knows version " + known.type().version() + "; update Tercet", null);
    }
    try {
      return payload.version() == known.type().version()
          ? known.reader().readValue(payload.json())
          : known.reader().treeToValue(upcast(known.type(), payload), known.type().shape());
    } catch (JsonProcessingException failure) {
      throw unreadable(payload, failure.getOriginalMessage(), failure);
    }
  }

  private JsonNode upcast(StoredType type, Payload payload) throws JsonProcessingException {
    if (!(json.readTree(payload.json()) instanceof ObjectNode tree)) {
      throw unreadable(payload, "it is no JSON object", null);
    }
    for (var step : type.upcasters().subList(payload.version() - 1, type.upcasters().size())) {
      tree = step.apply(tree);
    }
    return tree;
  }

  private static UnreadableEventException unreadable(
      Payload payload, String reason, @Nullable Throwable cause) {
    return new UnreadableEventException(payload.type(), payload.version(), reason, cause);
  }
}
