package dev.tercet.protocol;

import com.google.gson.Gson;
import java.util.List;

/**
 * The protocol's records as JSON text, for what passes them on without the library that {@link
 * WireGson} is made with. Stateless.
 */
public final class WireText {

  private static final Gson GSON = WireGson.gson();

  private WireText() {}

  /** The record in its one JSON form, on one line. */
  public static String json(Record record) {
    return GSON.toJson(record);
  }

  /** A JSON Schema that stands alone. */
  public static String schema(Class<? extends Record> type) {
    return WireSchema.of(type).toString();
  }

  /** What {@code $defs} has to hold for references to these types. */
  public static String definitions(List<Class<?>> types) {
    return WireSchema.definitions(types, WireSchema.Words.NONE).toString();
  }
}
