package dev.tercet.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How one API says what we mean. Pure. */
sealed interface Dialect permits AnthropicDialect, ResponsesDialect, ChatDialect, GeminiDialect {

  /** What follows the base URL, beginning with a slash. */
  String path(ModelRequest request);

  /** The headers that carry the key and the version of the API. */
  Map<String, String> headers(@Nullable String key);

  ObjectNode body(ModelRequest request, Endpoint endpoint);

  /** Something that puts together the events of one answer. */
  Hearing hearing();

  /** The events of one answer, put together. Used by one thread. */
  interface Hearing {

    /**
     * Takes an event in.
     *
     * @throws StreamError when the event says that the answer failed
     */
    void event(JsonNode event, Consumer<Piece> pieces) throws StreamError;

    /** Whether the provider said that the answer is complete. */
    boolean isComplete();

    /** What was heard. */
    Reply reply();
  }

  /** The provider reported an error in the middle of its answer. */
  final class StreamError extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient JsonNode error;

    StreamError(JsonNode error) {
      super(error.toString(), null, false, false);
      this.error = error;
    }

    /** Its {@code error} object. */
    JsonNode error() {
      return error;
    }
  }
}
