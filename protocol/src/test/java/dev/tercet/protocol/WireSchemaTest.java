package dev.tercet.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema says what the JSON form is. */
class WireSchemaTest {

  @Test
  void a_record_is_an_object_whose_optional_components_are_not_required() {
    check(
        Answer.class,
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "task": {"type": "string"},
            "text": {"type": "string"},
            "decision": {"type": "string"},
            "revision": {"type": "integer", "format": "int64"},
            "key": {"type": "string"}
          },
          "required": ["task", "text"]
        }
        """);
  }

  @Test
  void what_a_record_refers_to_stands_under_defs_once() {
    check(
        ItemView.class,
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "text": {"type": "string"},
            "state": {"$ref": "#/$defs/ItemViewState"},
            "commit": {"type": "string"}
          },
          "required": ["text", "state"],
          "$defs": {
            "ItemViewState": {
              "type": "string",
              "enum": ["pending", "running", "done", "failed"]
            }
          }
        }
        """);
  }

  @Test
  void every_scalar_list_and_map_has_its_form() {
    JsonObject definitions =
        WireSchema.definitions(
            List.of(Usage.class, RunEntry.class, PresetView.class), WireSchema.Words.NONE);

    assertThat(property(definitions, "Usage", "cost")).isEqualTo("{\"type\":\"number\"}");
    assertThat(property(definitions, "RunEntry", "at"))
        .isEqualTo("{\"type\":\"string\",\"format\":\"date-time\"}");
    assertThat(property(definitions, "PresetView", "ready")).isEqualTo("{\"type\":\"boolean\"}");
    assertThat(property(definitions, "PresetView", "options"))
        .isEqualTo("{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}");
  }

  @Test
  void a_variant_of_a_sum_has_its_kind() {
    JsonObject definitions = WireSchema.definitions(List.of(Asked.class), WireSchema.Words.NONE);

    assertThat(definitions.getAsJsonObject("Asked").getAsJsonArray("oneOf").get(1).toString())
        .isEqualTo("{\"$ref\":\"#/$defs/AskedQuestion\"}");
    assertThat(property(definitions, "AskedQuestion", "kind"))
        .isEqualTo("{\"const\":\"question\"}");
    assertThat(definitions.getAsJsonObject("AskedQuestion").get("required").toString())
        .isEqualTo("[\"kind\",\"text\",\"options\"]");
  }

  @Test
  void every_record_of_the_protocol_has_a_schema() throws Exception {
    for (Class<?> type : WireFormTest.records().toList()) {
      assertThat(WireSchema.of(type.asSubclass(Record.class)).get("type").getAsString())
          .isEqualTo("object");
    }
  }

  @Test
  void what_has_no_json_form_is_refused() {
    assertThatThrownBy(() -> WireSchema.of(Foreign.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Thread");
  }

  private record Foreign(Thread thread) {}

  private static void check(Class<? extends Record> type, String expected) {
    JsonElement golden = JsonParser.parseString(expected);
    assertThat(WireSchema.of(type)).isEqualTo(golden);
  }

  private static String property(JsonObject definitions, String type, String name) {
    return definitions.getAsJsonObject(type).getAsJsonObject("properties").get(name).toString();
  }
}
