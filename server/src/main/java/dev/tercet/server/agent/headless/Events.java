package dev.tercet.server.agent.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.Update;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the events of one turn. Knows no process. Used by one thread. */
abstract class Events {

  private static final int LONGEST_DETAIL = 8_000;

  private @Nullable String session;
  private @Nullable Failed failure;
  private boolean over;

  /**
   * What an event says.
   *
   * @param newMessage whether what is said in it begins another message than the one before
   */
  record Reading(boolean newMessage, List<Update> updates) {

    static final Reading NOTHING = new Reading(false, List.of());

    Reading {
      updates = List.copyOf(updates);
    }

    static Reading of(Update... updates) {
      return new Reading(false, List.of(updates));
    }

    static Reading message(String text) {
      return new Reading(true, List.of(new Update.Text(text)));
    }
  }

  /** Takes the next event; one of an unknown kind says nothing. */
  abstract Reading read(JsonNode event);

  /** Whether the event was seen that says that the turn came to its own end. */
  boolean isOver() {
    return over;
  }

  /** What the agent itself says of its failure. */
  Optional<Failed> failure() {
    return Optional.ofNullable(failure);
  }

  /** What another turn needs to continue this session. */
  Optional<String> token() {
    return Optional.ofNullable(session);
  }

  final void session(JsonNode id) {
    if (id.isTextual() && !id.asText().isBlank() && id.asText().length() <= 200) {
      session = id.asText();
    }
  }

  final void end() {
    over = true;
  }

  final void fail(Failed why) {
    failure = why;
  }

  static String cut(String text) {
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + " […]";
  }

  static @Nullable Long number(JsonNode usage, String name) {
    JsonNode value = usage.path(name);
    return value.isIntegralNumber() ? Long.valueOf(value.asLong()) : null;
  }

  /** What a call is about: a command, a path; null where its input names neither. */
  static @Nullable String about(JsonNode input) {
    for (String name : List.of("command", "file_path", "filePath", "path", "url", "query")) {
      if (input.path(name).isTextual()) {
        return cut(input.path(name).asText());
      }
    }
    return null;
  }

  /** The protocol's word for what a tool of that name does. */
  static String kind(String tool) {
    return switch (tool.toLowerCase(Locale.ROOT)) {
      case "read", "read_file", "read_many_files", "list", "ls", "list_directory" -> "read";
      case "write", "edit", "multiedit", "notebookedit", "write_file", "replace", "patch" -> "edit";
      case "bash", "run_shell_command", "shell" -> "execute";
      case "grep", "glob", "search_file_content", "grep_search" -> "search";
      case "webfetch", "websearch", "web_fetch", "google_web_search" -> "fetch";
      default -> "other";
    };
  }
}
