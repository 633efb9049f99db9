package dev.tercet.server.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An event as a line of an export: the fields of {@code docs/journal.md}, absent when null. */
final class ExportLine {

  private static final JsonMapper JSON = new JsonMapper();

  private ExportLine() {}

  static String of(Row row) {
    ObjectNode line = JSON.createObjectNode();
    line.put("position", row.position());
    line.put("task", row.task());
    line.put("seq", row.seq());
    line.put("type", row.type());
    line.put("version", row.version());
    line.put("at", row.at());
    ObjectNode actor = line.putObject("actor");
    actor.put("kind", row.actorKind());
    actor.put("user", row.actorUser());
    actor.put("client", row.actorClient());
    put(actor, "run", row.actorRun());
    put(line, "commandKey", row.commandKey());
    put(line, "commandHash", row.commandHash());
    put(line, "causedBy", row.causedBy());
    line.put("previousHash", row.previous());
    line.put("payloadHash", row.payloadHash());
    line.put("hash", row.hash());
    put(line, "payload", row.payload());
    return line.toString();
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }
}
