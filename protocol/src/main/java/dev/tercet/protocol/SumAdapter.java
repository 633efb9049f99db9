package dev.tercet.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a sealed interface by its {@code kind}; writing is left to the record's own adapter. */
final class SumAdapter extends TypeAdapter<Object> {

  private final Gson gson;
  private final Class<?> type;
  private final Map<String, Class<?>> byKind = new LinkedHashMap<>();

  SumAdapter(Gson gson, Class<?> type) {
    this.gson = gson;
    this.type = type;
    for (Class<?> variant : type.getPermittedSubclasses()) {
      byKind.put(RecordAdapter.kind(variant), variant);
    }
  }

  @Override
  public void write(JsonWriter out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.nullValue();
    } else {
      gson.toJson(value, value.getClass(), out);
    }
  }

  @Override
  public @Nullable Object read(JsonReader in) throws IOException {
    JsonElement element = JsonParser.parseReader(in);
    if (element.isJsonNull()) {
      return null;
    }
    if (!(element instanceof JsonObject object)
        || !(object.get("kind") instanceof JsonPrimitive kind)) {
      throw new JsonSyntaxException(type.getSimpleName() + " is an object with a \"kind\"");
    }
    Class<?> variant = byKind.get(kind.getAsString());
    if (variant == null) {
      throw new JsonSyntaxException(
          "\""
              + kind.getAsString()
              + "\" is no kind of "
              + type.getSimpleName()
              + "; it is one of "
              + byKind.keySet());
    }
    return gson.fromJson(object, variant);
  }
}
