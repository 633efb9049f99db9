package dev.tercet.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.tercet.protocol.connect.TercetVersion;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The stored form of checkpoints and the way back, by the same rules as events. Unlike an event a
 * checkpoint is never brought up to date: what another form or version wrote is made anew from the
 * events. Immutable; any thread.
 */
final class CheckpointCodec {

  /** To be raised with each change of what an event makes of a task. */
  private static final int FOLD = 1;

  private final String form =
      Sha256.of(TercetVersion.CURRENT + " " + FOLD + " " + Shape.of(Checkpoint.class)).hex();
  private final ObjectReader reader;
  private final ObjectWriter writer;

  CheckpointCodec() {
    // A task's maps and sets are in the order in which things came, and stay so.
    JsonMapper json =
        StoredForm.mapper()
            .rebuild()
            .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(
                new SimpleModule("ordered").addAbstractTypeMapping(Set.class, LinkedHashSet.class))
            .build();
    reader = json.readerFor(Checkpoint.class);
    writer = json.writerFor(Checkpoint.class);
  }

  /** What the stored text means is known to whoever has the same form, and to nobody else. */
  String form() {
    return form;
  }

  String encode(Checkpoint checkpoint) {
    try {
      return writer.writeValueAsString(checkpoint);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(
          "write a checkpoint of task " + checkpoint.task().id(), failure);
    }
  }

  /** The checkpoint of a text of this form; empty where it is damaged. */
  Optional<Checkpoint> decode(String text) {
    try {
      return Optional.of(reader.readValue(text));
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }
}
