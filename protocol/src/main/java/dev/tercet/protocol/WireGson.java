package dev.tercet.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON form of the protocol's records, for lsp4j's gson and for everyone else's.
 *
 * <p>Applies to the types of this package only, so that LSP's own types keep lsp4j's form on a
 * connection that carries both. A record is an object: a null component is not written, an unknown
 * field is skipped, and a required component that is absent, or a constructor that refuses, is a
 * {@link com.google.gson.JsonSyntaxException}. An enum is its name in lower case with dashes. A
 * record of a sealed interface has its own name, in the same form, as {@code kind}.
 */
public final class WireGson {

  private static final Gson GSON = configure(new GsonBuilder()).create();

  private WireGson() {}

  /** For use outside a connection: {@code --json}, golden files, error data. Thread-safe. */
  public static Gson gson() {
    return GSON;
  }

  /** A record of this package as one line of JSON. */
  public static String text(Object message) {
    return GSON.toJson(message);
  }

  /** Adds this form to a builder; to be called after every other factory is registered. */
  public static GsonBuilder configure(GsonBuilder builder) {
    return builder
        .disableHtmlEscaping()
        .registerTypeAdapterFactory(new Factory())
        .registerTypeAdapter(Instant.class, new InstantAdapter());
  }

  /** The name of a constant or of a record on the wire: {@code STILL_THERE} is still-there. */
  static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static final class Factory implements TypeAdapterFactory {

    @Override
    @SuppressWarnings("unchecked") // Each adapter is made for the very class that was asked for.
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      Class<? super T> raw = type.getRawType();
      if (raw.getPackage() != WireGson.class.getPackage()) {
        return null;
      }
      if (raw.isRecord()) {
        return (TypeAdapter<T>) RecordAdapter.of(gson, raw);
      }
      if (raw.isSealed()) {
        return (TypeAdapter<T>) new SumAdapter(gson, raw);
      }
      return raw.isEnum() ? (TypeAdapter<T>) new EnumAdapter(raw) : null;
    }
  }

  private static final class InstantAdapter extends TypeAdapter<Instant> {

    @Override
    public void write(JsonWriter out, @Nullable Instant value) throws IOException {
      out.value(value == null ? null : value.toString());
    }

    @Override
    public @Nullable Instant read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return null;
      }
      String text = in.nextString();
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new JsonSyntaxException("not a time in ISO 8601: \"" + text + "\"", e);
      }
    }
  }
}
