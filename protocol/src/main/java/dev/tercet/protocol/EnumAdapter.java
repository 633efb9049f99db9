package dev.tercet.protocol;

import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes an enum as its lower-case name; an unknown name is an error, not null. */
final class EnumAdapter extends TypeAdapter<Enum<?>> {

  private final Class<?> type;
  private final Map<String, Enum<?>> byName = new LinkedHashMap<>();

  EnumAdapter(Class<?> type) {
    this.type = type;
    for (Object constant : type.getEnumConstants()) {
      byName.put(WireGson.wireName((Enum<?>) constant), (Enum<?>) constant);
    }
  }

  @Override
  public void write(JsonWriter out, @Nullable Enum<?> value) throws IOException {
    out.value(value == null ? null : WireGson.wireName(value));
  }

  @Override
  public @Nullable Enum<?> read(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return null;
    }
    String name = in.nextString();
    Enum<?> constant = byName.get(name);
    if (constant == null) {
      throw new JsonSyntaxException(
          "\"" + name + "\" is no " + type.getSimpleName() + "; it is one of " + byName.keySet());
    }
    return constant;
  }
}
