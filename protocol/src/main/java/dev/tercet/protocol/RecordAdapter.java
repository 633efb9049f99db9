package dev.tercet.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads and writes one record; see {@link WireGson} for the form. */
final class RecordAdapter extends TypeAdapter<Object> {

  /** One component: how it is called, how it is read, and whether it may be absent. */
  private record Part(
      String name, boolean required, Method accessor, TypeAdapter<Object> adapter) {}

  private final Class<?> type;
  private final Constructor<?> constructor;
  private final List<Part> parts;
  private final @Nullable String kind;

  private RecordAdapter(Class<?> type, Constructor<?> constructor, List<Part> parts) {
    this.type = type;
    this.constructor = constructor;
    this.parts = parts;
    this.kind = isVariant(type) ? kind(type) : null;
  }

  @SuppressWarnings("unchecked") // A component's adapter is only given what its accessor returned.
  static RecordAdapter of(Gson gson, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Part> parts = new ArrayList<>(components.length);
    Class<?>[] signature = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      signature[i] = component.getType();
      boolean required = !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      TypeAdapter<?> adapter = gson.getAdapter(TypeToken.get(component.getGenericType()));
      parts.add(new Part(component.getName(), required, accessor, (TypeAdapter<Object>) adapter));
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(signature);
      constructor.setAccessible(true);
      return new RecordAdapter(type, constructor, parts);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record has a canonical constructor: " + type, e);
    }
  }

  /** What tells a variant of a sum type from its siblings: {@code approval}. */
  static String kind(Class<?> variant) {
    return variant.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  static boolean isVariant(Class<?> type) {
    return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
  }

  @Override
  public void write(JsonWriter out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.nullValue();
      return;
    }
    out.beginObject();
    if (kind != null) {
      out.name("kind").value(kind);
    }
    for (Part part : parts) {
      Object component = read(part, value);
      if (component != null) {
        out.name(part.name);
        part.adapter.write(out, component);
      }
    }
    out.endObject();
  }

  private static @Nullable Object read(Part part, Object value) {
    try {
      return part.accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the accessor of " + part.name + " threw", e);
    }
  }

  @Override
  public @Nullable Object read(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return null;
    }
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      throw new JsonSyntaxException(type.getSimpleName() + " is an object, not " + in.peek());
    }
    @Nullable Object[] values = new Object[parts.size()];
    in.beginObject();
    while (in.hasNext()) {
      int index = indexOf(in.nextName());
      if (index < 0) {
        in.skipValue();
      } else {
        values[index] = read(parts.get(index), in);
      }
    }
    in.endObject();
    return construct(values);
  }

  private int indexOf(String name) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).name.equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Object read(Part part, JsonReader in) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return null;
    }
    try {
      return part.adapter.read(in);
    } catch (IllegalStateException | NumberFormatException e) {
      throw new JsonSyntaxException(
          type.getSimpleName() + "." + part.name + ": " + e.getMessage(), e);
    }
  }

  private Object construct(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && parts.get(i).required) {
        throw new JsonSyntaxException(
            type.getSimpleName() + " needs \"" + parts.get(i).name + "\", which is not there");
      }
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new JsonSyntaxException(type.getSimpleName() + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the constructor of " + type + " cannot be called", e);
    }
  }
}
