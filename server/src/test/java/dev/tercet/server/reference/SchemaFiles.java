package dev.tercet.server.reference;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.WireSchema;
import java.util.Locale;

/** The types as JSON Schema, and the methods as a table for programs. */
final class SchemaFiles {

  private SchemaFiles() {}

  static String schema(Javadocs words) {
    JsonObject schema = new JsonObject();
    schema.addProperty("$schema", WireSchema.DIALECT);
    schema.addProperty("$id", "urn:tercet:protocol:1");
    schema.addProperty("title", "Tercet's task protocol");
    schema.add("$defs", WireSchema.definitions(Method.types(), words));
    return Json.pretty(schema) + "\n";
  }

  static String methods(Javadocs words) {
    JsonArray requests = new JsonArray();
    JsonArray notifications = new JsonArray();
    for (Method method : Method.all()) {
      JsonObject row = new JsonObject();
      row.addProperty("method", method.name());
      row.addProperty("params", WireSchema.name(method.params()));
      method.result().ifPresent(type -> row.addProperty("result", WireSchema.name(type)));
      words
          .ofMethod(method.owner(), method.declared().getName())
          .ifPresent(text -> row.addProperty("description", text));
      (method.result().isPresent() ? requests : notifications).add(row);
    }
    JsonObject table = new JsonObject();
    table.add("requests", requests);
    table.add("notifications", notifications);
    table.add("errors", errors(words));
    return Json.pretty(table) + "\n";
  }

  private static JsonArray errors(Javadocs words) {
    JsonArray errors = new JsonArray();
    for (ProtocolError error : ProtocolError.values()) {
      JsonObject row = new JsonObject();
      row.addProperty("name", wireName(error));
      row.addProperty("code", error.code());
      words
          .of(ProtocolError.class, error.name())
          .ifPresent(text -> row.addProperty("description", text));
      errors.add(row);
    }
    return errors;
  }

  static String wireName(ProtocolError error) {
    return error.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
