package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The host, as it says of itself.
 *
 * @param name of the program, cut to 100 characters
 * @param capabilities as sent
 */
public record Client(Revision revision, String name, ObjectNode capabilities) {

  private static final int LONGEST_NAME = 100;

  static Client of(Revision revision, JsonNode info, ObjectNode capabilities) {
    String name = info.path("name").asText("unknown host");
    return new Client(
        revision, name.substring(0, Math.min(name.length(), LONGEST_NAME)), capabilities);
  }

  /** Whether it can show a form to its human. Of old, {@code {}} alone meant forms. */
  public boolean showsForms() {
    JsonNode elicitation = capabilities.path("elicitation");
    return elicitation.isObject() && (elicitation.has("form") || !elicitation.has("url"));
  }

  /** Whether it can send its human to a page. */
  public boolean opensPages() {
    return revision.compareTo(Revision.R2025_11_25) >= 0
        && capabilities.path("elicitation").has("url");
  }

  public boolean has(String capability) {
    return capabilities.has(capability);
  }

  public boolean hasExtension(String name) {
    return capabilities.path("extensions").has(name);
  }
}
