package dev.tercet.server.agent.builtin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.model.Block;
import dev.tercet.server.model.Message;
import dev.tercet.server.model.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said so far, kept within a model's window.
 *
 * <p>How large it is, is known where the provider counted it, and guessed behind that. Made
 * smaller, it loses first what tools said long ago, then what was written to files long ago, then
 * whole rounds, of which a list of what was done stays. The first message, which says what to do,
 * and the last round always stay. Used by one thread.
 */
final class Conversation {

  /** Characters that make a token, at least: code has fewer than prose. */
  private static final int CHARACTERS = 3;

  /** And at most. */
  private static final int MOST_CHARACTERS = 6;

  private static final int SHORT_RESULT = 300;
  private static final int SHORT_ARGUMENT = 200;
  private static final int LONGEST_LIST = 12_000;

  private final List<Message> messages = new ArrayList<>();
  private final int beside;
  private long counted;
  private int countedMessages;

  /**
   * @param beside characters that go with every request: instructions and tools
   */
  Conversation(List<Message> before, int beside) {
    messages.addAll(before);
    this.beside = beside;
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  void add(Message message) {
    messages.add(message);
  }

  /** The provider says how large everything so far is, in tokens. */
  void counted(long tokens) {
    counted = tokens;
    countedMessages = messages.size();
  }

  /** How large it is, in tokens. */
  long tokens() {
    long all = beside + length(messages);
    if (counted == 0) {
      return all / CHARACTERS;
    }
    long since = length(messages.subList(countedMessages, messages.size()));
    // Some servers count only what they did not have in their cache.
    return Math.max(counted + since / CHARACTERS, all / MOST_CHARACTERS);
  }

  private static long length(List<Message> some) {
    return some.stream().mapToLong(Conversation::length).sum();
  }

  private static long length(Message message) {
    return switch (message) {
      case Message.User(String text) -> text.length();
      case Message.Results(var results) ->
          results.stream().mapToLong(result -> result.text().length() + 20L).sum();
      case Message.Assistant(var blocks) -> blocks.stream().mapToLong(Conversation::length).sum();
    };
  }

  private static long length(Block block) {
    return switch (block) {
      case Block.Text(String text) -> text.length();
      case Block.Reasoning(String text, var opaque) ->
          opaque == null ? text.length() : opaque.length();
      case Block.Call call -> call.name().length() + call.arguments().length() + 20L;
    };
  }

  /**
   * Makes it smaller.
   *
   * @param target tokens to come down to
   * @return whether it is smaller than before
   */
  boolean compact(long target) {
    long before = tokens();
    // A provider's count and a guess differ, so the target is met in the measure of the count.
    double measure = (double) before * CHARACTERS / Math.max(1, beside + length(messages));
    counted = 0;
    long wanted = (long) (target * CHARACTERS / Math.max(measure, 0.1)) - beside;
    for (int place = 1; place < lastRound() && length(messages) > wanted; place++) {
      messages.set(place, shorter(messages.get(place)));
    }
    dropRounds(wanted);
    return tokens() * measure < before * 0.95;
  }

  /** Where the last round begins, which stays as it is. */
  private int lastRound() {
    for (int place = messages.size() - 1; place > 0; place--) {
      if (messages.get(place) instanceof Message.Assistant) {
        return place;
      }
    }
    return messages.size();
  }

  private static Message shorter(Message message) {
    return switch (message) {
      case Message.User user -> user;
      case Message.Results(var results) ->
          new Message.Results(results.stream().map(Conversation::shorter).toList());
      case Message.Assistant(var blocks) ->
          new Message.Assistant(blocks.stream().map(Conversation::shorter).toList());
    };
  }

  private static ToolResult shorter(ToolResult result) {
    int length = result.text().length();
    if (length <= SHORT_RESULT) {
      return result;
    }
    return new ToolResult(
        result.id(),
        result.name(),
        result.text().substring(0, SHORT_RESULT)
            + "\n[cut to save room: "
            + (length - SHORT_RESULT)
            + " characters; call the tool again if you need them]",
        result.failed());
  }

  private static Block shorter(Block block) {
    if (!(block instanceof Block.Call(var id, var name, var arguments, var opaque))
        || arguments.length() <= 2 * SHORT_ARGUMENT) {
      return block;
    }
    try {
      JsonNode json = Arguments.MAPPER.readTree(arguments);
      ObjectNode cut = Arguments.MAPPER.createObjectNode();
      json.properties()
          .forEach(
              property -> {
                String text = property.getValue().asText("");
                if (property.getValue().isTextual() && text.length() > SHORT_ARGUMENT) {
                  cut.put(
                      property.getKey(), "[cut to save room: " + text.length() + " characters]");
                } else {
                  cut.set(property.getKey(), property.getValue());
                }
              });
      return new Block.Call(id, name, cut.toString(), opaque);
    } catch (JacksonException _) {
      // Only what can be read is kept in a conversation; this is small enough anyway.
      return block;
    }
  }

  private void dropRounds(long wanted) {
    StringBuilder done = new StringBuilder();
    while (length(messages) + done.length() > wanted && lastRound() > 2) {
      int end = nextRound(1);
      for (Message message : messages.subList(1, end)) {
        note(message, done);
      }
      messages.subList(1, end).clear();
    }
    if (!done.isEmpty()) {
      String list =
          done.length() <= LONGEST_LIST
              ? done.toString()
              : done.substring(done.length() - LONGEST_LIST);
      messages.add(
          1,
          new Message.User(
              "The beginning of this conversation was cut to save room. This was done in it, the"
                  + " oldest first:\n"
                  + list));
    }
  }

  /** Where the round ends that begins there: a call is not parted from its result. */
  private int nextRound(int begin) {
    int place = begin + 1;
    while (place < lastRound() && !(messages.get(place) instanceof Message.Assistant)) {
      place++;
    }
    return place;
  }

  private static void note(Message message, StringBuilder to) {
    switch (message) {
      case Message.User(String text) -> to.append("- you were told: ").append(line(text));
      case Message.Assistant(var blocks) -> {
        for (Block block : blocks) {
          switch (block) {
            case Block.Text(String text) -> to.append("- you said: ").append(line(text));
            case Block.Reasoning _ -> {}
            case Block.Call call ->
                to.append("- you called ")
                    .append(call.name())
                    .append(' ')
                    .append(line(call.arguments()));
          }
        }
      }
      case Message.Results(var results) ->
          results.stream()
              .filter(ToolResult::failed)
              .forEach(
                  result ->
                      to.append("  ")
                          .append(result.name())
                          .append(" failed: ")
                          .append(line(result.text())));
    }
  }

  private static String line(String text) {
    String flat = text.strip().replaceAll("\\s+", " ");
    return (flat.length() <= SHORT_ARGUMENT ? flat : flat.substring(0, SHORT_ARGUMENT) + "…")
        + "\n";
  }
}
