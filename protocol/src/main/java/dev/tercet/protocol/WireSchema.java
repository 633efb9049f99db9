package dev.tercet.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (draft 2020-12) of the protocol's types, in the form that {@link WireGson} reads
 * and writes.
 *
 * <p>A required component is required and never null; an optional one is absent when it is null.
 * Objects stay open, as unknown fields are accepted. The result depends on the types alone: the
 * same order, every time. Stateless.
 */
public final class WireSchema {

  public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private static final String DEFS = "#/$defs/";

  private WireSchema() {}

  /** What people are told about a type and its parts. */
  public interface Words {

    /** Nothing to say. */
    Words NONE =
        new Words() {
          @Override
          public Optional<String> of(Class<?> type) {
            return Optional.empty();
          }

          @Override
          public Optional<String> of(Class<?> type, String part) {
            return Optional.empty();
          }
        };

    Optional<String> of(Class<?> type);

    /** Of a record's component, or of an enum's constant by its Java name. */
    Optional<String> of(Class<?> type, String part);
  }

  /** One record's schema that stands alone: what it refers to is under {@code $defs}. */
  public static JsonObject of(Class<? extends Record> type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("$schema", DIALECT);
    definition(type, Words.NONE).asMap().forEach(schema::add);
    JsonObject others = new JsonObject();
    definitions(List.of(type), Words.NONE).asMap().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(name(type)))
        .forEach(entry -> others.add(entry.getKey(), entry.getValue()));
    if (!others.isEmpty()) {
      schema.add("$defs", others);
    }
    return schema;
  }

  /** The schemas of these types and of all that they refer to, by {@link #name}. */
  public static JsonObject definitions(Collection<? extends Class<?>> types, Words words) {
    JsonObject definitions = new JsonObject();
    closure(types).forEach((name, type) -> definitions.add(name, definition(type, words)));
    return definitions;
  }

  /** These types and all of ours that they refer to, by name and in its order. */
  public static Map<String, Class<?>> closure(Collection<? extends Class<?>> types) {
    Map<String, Class<?>> found = new TreeMap<>();
    Deque<Class<?>> open = new ArrayDeque<>(types);
    while (!open.isEmpty()) {
      Class<?> type = open.remove();
      Class<?> before = found.putIfAbsent(name(type), type);
      if (before == null) {
        open.addAll(mentioned(type));
      } else if (before != type) {
        throw new IllegalArgumentException(before + " and " + type + " have the same name");
      }
    }
    return found;
  }

  private static List<Class<?>> mentioned(Class<?> type) {
    if (type.isSealed()) {
      return List.of(type.getPermittedSubclasses());
    }
    if (!type.isRecord()) {
      return List.of();
    }
    return Arrays.stream(type.getRecordComponents())
        .<Class<?>>map(component -> element(component.getGenericType()))
        .filter(WireSchema::isNamed)
        .toList();
  }

  /** What a list or a map holds, else the type itself. */
  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType of
        ? element(of.getActualTypeArguments()[of.getActualTypeArguments().length - 1])
        : (Class<?>) type;
  }

  /** A type's name in the schema: its own, behind that of the type it is nested in. */
  public static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return (outer == null ? "" : name(outer)) + type.getSimpleName();
  }

  /** Whether it has a definition of its own. */
  public static boolean isNamed(Class<?> type) {
    return type.getPackage() == WireSchema.class.getPackage();
  }

  /** Whether the component may be absent. */
  public static boolean isOptional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** What {@code kind} says for a variant of a sum type; empty for every other record. */
  public static Optional<String> kind(Class<?> type) {
    return RecordAdapter.isVariant(type) ? Optional.of(RecordAdapter.kind(type)) : Optional.empty();
  }

  /** The names of an enum's constants on the wire, in the order of their declaration. */
  public static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> WireGson.wireName((Enum<?>) constant))
        .toList();
  }

  private static JsonObject definition(Class<?> type, Words words) {
    JsonObject schema = new JsonObject();
    words.of(type).ifPresent(text -> schema.addProperty("description", text));
    if (type.isEnum()) {
      schema.addProperty("type", "string");
      schema.add("enum", array(constants(type)));
    } else if (type.isSealed()) {
      JsonArray variants = new JsonArray();
      Arrays.stream(type.getPermittedSubclasses()).forEach(one -> variants.add(reference(one)));
      schema.add("oneOf", variants);
    } else if (type.isRecord()) {
      describe(type, words, schema);
    } else {
      throw new IllegalArgumentException(type + " is no record, enum or sealed interface");
    }
    return schema;
  }

  private static void describe(Class<?> type, Words words, JsonObject schema) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    kind(type)
        .ifPresent(
            kind -> {
              JsonObject constant = new JsonObject();
              constant.addProperty("const", kind);
              properties.add("kind", constant);
              required.add("kind");
            });
    for (RecordComponent component : type.getRecordComponents()) {
      JsonObject property = schema(component.getGenericType());
      words
          .of(type, component.getName())
          .ifPresent(text -> property.addProperty("description", text));
      properties.add(component.getName(), property);
      if (!isOptional(component)) {
        required.add(component.getName());
      }
    }
    schema.addProperty("type", "object");
    schema.add("properties", properties);
    if (!required.isEmpty()) {
      schema.add("required", required);
    }
  }

  private static JsonObject schema(Type type) {
    JsonObject schema = new JsonObject();
    if (type instanceof ParameterizedType of) {
      boolean list = of.getRawType() == List.class;
      schema.addProperty("type", list ? "array" : "object");
      schema.add(
          list ? "items" : "additionalProperties",
          schema(of.getActualTypeArguments()[list ? 0 : 1]));
      return schema;
    }
    Class<?> plain = (Class<?>) type;
    if (isNamed(plain)) {
      return reference(plain);
    }
    if (plain == String.class) {
      schema.addProperty("type", "string");
    } else if (plain == boolean.class || plain == Boolean.class) {
      schema.addProperty("type", "boolean");
    } else if (plain == int.class || plain == Integer.class) {
      schema.addProperty("type", "integer");
      schema.addProperty("format", "int32");
    } else if (plain == long.class || plain == Long.class) {
      schema.addProperty("type", "integer");
      schema.addProperty("format", "int64");
    } else if (plain == Instant.class) {
      schema.addProperty("type", "string");
      schema.addProperty("format", "date-time");
    } else if (plain == BigDecimal.class) {
      schema.addProperty("type", "number");
    } else {
      throw new IllegalArgumentException("no JSON form is known for " + plain);
    }
    return schema;
  }

  private static JsonObject reference(Class<?> type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("$ref", DEFS + name(type));
    return schema;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
