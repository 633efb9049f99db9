package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a command still needs to know, asked of the person in front of the client.
 *
 * @param command that was given, such as {@code tercet.reject}
 * @param parameter the member of its argument that is asked for
 * @param prompt what to show, in a line
 * @param options what may be chosen; empty for {@link Kind#LINE}
 * @param task its id; null where the command is about none
 */
public record Ask(
    String command,
    String parameter,
    Kind kind,
    String prompt,
    List<Option> options,
    @Nullable String task) {

  /** What sort of answer is wanted. */
  public enum Kind {
    /** Any text, mostly one line. */
    LINE,
    /** One of the options, by its id. */
    CHOICE,
    /** As {@code CHOICE}; the first option does what cannot be taken back. */
    CONFIRM
  }

  public Ask {
    options = List.copyOf(options);
  }
}
