package dev.tercet.server.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands. Comments and trailing commas are tolerated. */
sealed interface Json {

  /** Where a value or a member's name begins, both from 1. */
  record Place(int line, int column) {}

  Place place();

  /** A member of an object; the place is its name's. */
  record Member(String name, Place place, Json value) {}

  record Fields(Place place, List<Member> members) implements Json {}

  record Array(Place place, List<Json> items) implements Json {}

  record Text(Place place, String value) implements Json {}

  record Amount(Place place, BigDecimal value) implements Json {}

  record Bool(Place place, boolean value) implements Json {}

  record Null(Place place) implements Json {}

  /** The text is no JSON. */
  @SuppressWarnings("serial") // Never serialised: thrown and caught in this package.
  final class Malformed extends Exception {
    private final Place place;

    Malformed(Place place, String message) {
      super(message);
      this.place = place;
    }

    Place place() {
      return place;
    }
  }

  JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(20)
                  .maxDocumentLength(1 << 20)
                  .maxNumberLength(30)
                  .build())
          .build();

  static Json parse(String text) throws Malformed {
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (JsonParser parser = FACTORY.createParser(bare)) {
      if (parser.nextToken() == null) {
        return new Fields(new Place(1, 1), List.of());
      }
      Json value = read(parser);
      if (parser.nextToken() != null) {
        throw new Malformed(at(parser.currentTokenLocation()), "something follows the closing }");
      }
      return value;
    } catch (JsonProcessingException failure) {
      JsonLocation location = failure.getLocation();
      throw new Malformed(
          location == null ? new Place(1, 1) : at(location), failure.getOriginalMessage());
    } catch (IOException failure) {
      throw new UncheckedIOException("reading JSON from memory", failure);
    }
  }

  private static Json read(JsonParser parser) throws IOException {
    Place place = at(parser.currentTokenLocation());
    return switch (parser.currentToken()) {
      case START_OBJECT -> new Fields(place, members(parser));
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser));
        }
        yield new Array(place, List.copyOf(items));
      }
      case VALUE_STRING -> new Text(place, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Amount(place, parser.getDecimalValue());
      case VALUE_TRUE -> new Bool(place, true);
      case VALUE_FALSE -> new Bool(place, false);
      case VALUE_NULL -> new Null(place);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no JSON value begins with " + parser.currentToken());
    };
  }

  private static List<Member> members(JsonParser parser) throws IOException {
    Map<String, Member> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Place place = at(parser.currentTokenLocation());
      parser.nextToken();
      members.put(name, new Member(name, place, read(parser)));
    }
    return List.copyOf(members.values());
  }

  private static Place at(JsonLocation location) {
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** What it is, in words, for messages. */
  default String kind() {
    return switch (this) {
      case Fields _ -> "an object";
      case Array _ -> "a list";
      case Text(_, String value) ->
          "\"" + (value.length() > 60 ? value.substring(0, 60) + "…" : value) + "\"";
      case Amount(_, BigDecimal value) ->
          value.toString(); // Plain, 1e999999999 would fill the memory.
      case Bool(_, boolean value) -> String.valueOf(value);
      case Null _ -> "null";
    };
  }
}
