package dev.tercet.server.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.AccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the core's records look as JSON, without an annotation in the core.
 *
 * <p>A record is an object of its components, in their order, absent where null. A record of one
 * component {@code String value} is an id, and is that string. A member of a sealed interface
 * carries {@code kind}, its class's name with a small first letter. Enums are lower-case names,
 * durations and instants ISO-8601 text. Reading is strict: an unknown field or name is an error,
 * because what is dropped on a replay is lost without a word.
 */
final class StoredForm extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  private StoredForm() {}

  static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(Payload.LIMIT).build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    return JsonMapper.builder(factory)
        .annotationIntrospector(new StoredForm())
        .accessorNaming(new ComponentsOnly())
        .addModule(times())
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    return (annotated instanceof AnnotatedClass type && isSum(type.getRawType()))
        ? JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "kind", null, false, true, null)
        : null;
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    return isSum(annotated.getRawType()) ? members(annotated.getRawType()) : null;
  }

  private static boolean isSum(Class<?> type) {
    return type.isInterface() && type.isSealed();
  }

  private static List<NamedType> members(Class<?> sum) {
    List<NamedType> members = new ArrayList<>();
    for (Class<?> member : sum.getPermittedSubclasses()) {
      if (isSum(member)) {
        members.addAll(members(member));
      } else {
        members.add(new NamedType(member, decapitalised(member.getSimpleName())));
      }
    }
    return members;
  }

  private static String decapitalised(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  @Override
  public @Nullable Boolean hasAsValue(Annotated annotated) {
    return (annotated instanceof AnnotatedMethod method
            && method.getName().equals("value")
            && isId(method.getDeclaringClass()))
        ? Boolean.TRUE
        : null;
  }

  @Override
  public JsonCreator.@Nullable Mode findCreatorAnnotation(
      MapperConfig<?> config, Annotated annotated) {
    return (annotated instanceof AnnotatedConstructor constructor
            && isId(constructor.getDeclaringClass()))
        ? JsonCreator.Mode.DELEGATING
        : null;
  }

  private static boolean isId(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getName().equals("value")
        && type.getRecordComponents()[0].getType() == String.class;
  }

  @Override
  public String[] findEnumValues(
      MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
    for (int index = 0; index < values.length; index++) {
      names[index] = values[index].name().toLowerCase(Locale.ROOT);
    }
    return names;
  }

  /** Methods that look like getters are no part of a record's stored form. */
  private static final class ComponentsOnly extends DefaultAccessorNamingStrategy.Provider {

    private static final long serialVersionUID = 1L;

    @Override
    public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass type) {
      return new DefaultAccessorNamingStrategy.RecordNaming(config, type) {
        @Override
        public @Nullable String findNameForRegularGetter(AnnotatedMethod method, String name) {
          return _fieldNames.contains(name) ? name : null;
        }

        @Override
        public @Nullable String findNameForIsGetter(AnnotatedMethod method, String name) {
          return null;
        }
      };
    }
  }

  private static SimpleModule times() {
    return new SimpleModule()
        .addSerializer(Duration.class, written(Duration.class))
        .addDeserializer(Duration.class, read(Duration.class, Duration::parse))
        .addSerializer(Instant.class, written(Instant.class))
        .addDeserializer(Instant.class, read(Instant.class, Instant::parse));
  }

  private static <T> StdScalarSerializer<T> written(Class<T> type) {
    return new StdScalarSerializer<>(type) {
      private static final long serialVersionUID = 1L;

      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeString(value.toString());
      }
    };
  }

  private static <T> StdScalarDeserializer<T> read(Class<T> type, Function<String, T> parse) {
    return new StdScalarDeserializer<>(type) {
      private static final long serialVersionUID = 1L;

      @Override
      public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return parse.apply(in.getText());
      }
    };
  }
}
