package dev.tercet.server.door.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.SchemaCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code server.json}, by what the MCP registry's schema of 2025-12-11 asks of it. */
class RegistryEntryTest {

  private static final String RULES =
      """
      {"type":"object","additionalProperties":false,"required":["$schema","name","description","version"],
       "properties":{
        "$schema":{"type":"string",
          "enum":["https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"]},
        "name":{"type":"string","minLength":3,"maxLength":200},
        "title":{"type":"string","minLength":1,"maxLength":100},
        "description":{"type":"string","minLength":1,"maxLength":100},
        "version":{"type":"string","maxLength":255},
        "packages":{"type":"array","items":{"type":"object","required":["registryType","identifier","transport"]}},
        "repository":{"type":"object","required":["url","source"]}}}
      """;

  @Test
  void the_registry_would_take_it_and_it_is_of_this_version() throws Exception {
    JsonNode entry = Json.parse(Files.readString(Path.of("..", "server.json")));
    assertThat(SchemaCheck.faults(entry, Json.parse(RULES), "server.json")).isEmpty();
    assertThat(entry.path("name").asText()).matches("[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+");
    assertThat(entry.path("version").asText()).isEqualTo(TercetVersion.CURRENT);
  }
}
