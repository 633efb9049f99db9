package dev.tercet.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wire form holds for every record of the protocol, whatever is added to it. */
class WireFormTest {

  @ParameterizedTest
  @MethodSource("records")
  void a_full_record_reads_itself_back(Class<? extends Record> type) throws Exception {
    Record full = sample(type, true);

    assertThat(read(write(full), type)).isEqualTo(full);
  }

  @ParameterizedTest
  @MethodSource("records")
  void what_is_absent_is_not_written_and_reads_as_absent(Class<? extends Record> type)
      throws Exception {
    Record bare = sample(type, false);

    JsonObject json = write(bare);

    for (RecordComponent component : type.getRecordComponents()) {
      assertThat(json.has(component.getName())).isEqualTo(!isOptional(component));
    }
    assertThat(read(json, type)).isEqualTo(bare);
  }

  @ParameterizedTest
  @MethodSource("records")
  void an_unknown_neighbour_is_ignored(Class<? extends Record> type) throws Exception {
    Record full = sample(type, true);
    JsonObject json = write(full);
    json.add("later", JsonParser.parseString("{\"deep\":[1,{\"x\":null}]}"));

    assertThat(read(json, type)).isEqualTo(full);
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_missing_component_is_named(Class<? extends Record> type) throws Exception {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isOptional(component)) {
        JsonObject json = write(sample(type, true));
        json.remove(component.getName());
        assertThatThrownBy(() -> read(json, type))
            .isInstanceOf(JsonSyntaxException.class)
            .hasMessageContaining("\"" + component.getName() + "\"");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void lists_cannot_be_changed_from_outside(Class<? extends Record> type) throws Exception {
    Record full = sample(type, true);
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() == List.class) {
        List<?> list = (List<?>) component.getAccessor().invoke(full);
        assertThatThrownBy(() -> list.remove(0)).isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  @Test
  void every_golden_file_is_read_and_written_again_the_same() throws Exception {
    List<Path> files;
    try (Stream<Path> found = Files.list(resource("/wire"))) {
      files = found.sorted().toList();
    }

    assertThat(files).isNotEmpty();
    for (Path file : files) {
      String name = file.getFileName().toString().replaceFirst("([.-].*)?[.]json$", "");
      Class<?> type = Class.forName("dev.tercet.protocol." + name);
      JsonElement golden = JsonParser.parseString(Files.readString(file));
      Object value = WireGson.gson().fromJson(golden, type);
      assertThat(WireGson.gson().toJsonTree(value)).as(file.toString()).isEqualTo(golden);
    }
  }

  @Test
  void an_unknown_constant_is_an_error_that_lists_the_known_ones() {
    assertThatThrownBy(
            () -> WireGson.gson().fromJson("{\"kind\":\"asleep\",\"text\":\"\"}", TaskState.class))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("asleep")
        .hasMessageContaining("taken-over");
  }

  @Test
  void an_unknown_kind_is_an_error_that_lists_the_known_ones() {
    assertThatThrownBy(() -> WireGson.gson().fromJson("{\"kind\":\"riddle\"}", Asked.class))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("riddle")
        .hasMessageContaining("footprint");
    assertThatThrownBy(() -> WireGson.gson().fromJson("[]", Asked.class))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void a_component_of_another_type_is_an_error_that_names_it() {
    assertThatThrownBy(() -> WireGson.gson().fromJson("{\"task\":[1]}", TaskParams.class))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("TaskParams.task");
    assertThatThrownBy(() -> WireGson.gson().fromJson("\"x\"", TaskParams.class))
        .isInstanceOf(JsonSyntaxException.class);
    assertThatThrownBy(
            () ->
                WireGson.gson()
                    .fromJson("{\"at\":\"noon\",\"kind\":\"text\",\"text\":\"\"}", RunEntry.class))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("noon");
  }

  private static JsonObject write(Record value) {
    return WireGson.gson().toJsonTree(value).getAsJsonObject();
  }

  private static Object read(JsonObject json, Class<?> type) {
    return WireGson.gson().fromJson(json.toString(), type);
  }

  static Stream<Class<?>> records() throws Exception {
    URI classes = TaskView.class.getResource("TaskView.class").toURI();
    try (Stream<Path> files = Files.list(Path.of(classes).getParent())) {
      List<? extends Class<?>> found =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
              .map(name -> load(name.substring(0, name.length() - 6)))
              .filter(
                  type ->
                      type.isRecord()
                          && !type.getName().startsWith("dev.tercet.protocol.RecordAdapter"))
              .toList();
      return found.stream().map(type -> (Class<?>) type);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName("dev.tercet.protocol." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOptional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static Record sample(Class<?> type, boolean full) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      boolean absent = !full && isOptional(components[i]);
      values[i] = absent ? null : value(components[i].getGenericType(), full);
    }
    Class<?>[] signature =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(signature);
    return (Record) constructor.newInstance(values);
  }

  private static Object value(Type type, boolean full) throws Exception {
    if (type instanceof ParameterizedType of) {
      Type[] arguments = of.getActualTypeArguments();
      return of.getRawType() == List.class
          ? new java.util.ArrayList<>(List.of(value(arguments[0], full)))
          : Map.of("k", value(arguments[1], full));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return sample(plain, full);
    }
    if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[constants.length - 1];
    }
    if (plain.isSealed()) {
      return sample(plain.getPermittedSubclasses()[0], full);
    }
    return switch (plain.getSimpleName()) {
      case "String" -> "näïve \"<text>\"\n";
      case "int", "Integer" -> 7;
      case "long", "Long" -> 1L << 40;
      case "boolean", "Boolean" -> true;
      case "Instant" -> Instant.parse("2026-03-01T10:00:00.123Z");
      case "BigDecimal" -> new BigDecimal("0.10");
      default -> throw new IllegalStateException("no sample of " + plain);
    };
  }

  private static Path resource(String name) throws Exception {
    return Path.of(WireFormTest.class.getResource(name).toURI());
  }
}
