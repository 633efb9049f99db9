package dev.tercet.server.store;

/**
 * One event in its stored form.
 *
 * @param type the event's name in the journal, which outlives the class's
 * @param version of the type's JSON, from 1
 * @param json at most {@link #LIMIT} characters
 */
public record Payload(String type, int version, String json) {

  /** Characters that one event may have; what is longer belongs in a file that the event names. */
  public static final int LIMIT = 16 * 1024 * 1024;

  public Payload {
    if (type.isEmpty() || version < 1) {
      throw new IllegalArgumentException(
          "an event has a type and a version from 1: \"" + type + "\", " + version);
    }
    if (json.length() > LIMIT) {
      throw new IllegalArgumentException(
          "an event of type %s has %,d characters, the limit is %,d"
              .formatted(type, json.length(), LIMIT));
    }
  }
}
