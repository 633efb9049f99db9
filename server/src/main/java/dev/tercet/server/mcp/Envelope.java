package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request of 2026-07-28 says of its client (Basic: {@code _meta}).
 *
 * @param logLevel what the client wants to hear of; null is nothing
 */
record Envelope(Client client, @Nullable LogLevel logLevel) {

  private static final String PREFIX = "io.modelcontextprotocol/";

  /** The revision that a request says it is of; empty for a request with a session. */
  static Optional<String> version(ObjectNode params) {
    JsonNode version = params.path("_meta").path(PREFIX + "protocolVersion");
    return version.isMissingNode() ? Optional.empty() : Optional.of(version.asText());
  }

  static Envelope read(ObjectNode params) throws RpcException {
    JsonNode meta = params.path("_meta");
    JsonNode version = meta.path(PREFIX + "protocolVersion");
    JsonNode capabilities = meta.path(PREFIX + "clientCapabilities");
    if (!version.isTextual()) {
      throw Errors.invalid("_meta needs \"" + PREFIX + "protocolVersion\"").toException();
    }
    Revision revision =
        Revision.find(version.textValue())
            .filter(Revision::isModern)
            .orElseThrow(() -> Errors.unsupported(version.textValue()).toException());
    if (!(capabilities instanceof ObjectNode object)) {
      throw Errors.invalid("_meta needs \"" + PREFIX + "clientCapabilities\"").toException();
    }
    JsonNode level = meta.path(PREFIX + "logLevel");
    return new Envelope(
        Client.of(revision, meta.path(PREFIX + "clientInfo"), object),
        level.isTextual() ? LogLevel.find(level.textValue()).orElse(null) : null);
  }
}
