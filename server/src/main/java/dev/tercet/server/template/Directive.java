package dev.tercet.server.template;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code name: value} of a comment in a template.
 *
 * @param value as it stands there, trimmed
 * @param range of name and value
 * @param comment the whole comment that it stands in
 */
public record Directive(
    String name, String value, Range range, Range nameRange, Range valueRange, Range comment) {

  /** A directive that Tercet knows. */
  public enum Name {
    AGENT,
    AGENTS,
    ROLE,
    GATE,
    PRODUCES,
    READS,
    PLAN,
    VERIFY,
    RUN,
    NEEDS,
    WHEN,
    ROUNDS,
    RETRIES,
    TIMEOUT,
    BUDGET,
    FRESH;

    private static final Map<String, Name> BY_WORD =
        Arrays.stream(values()).collect(toUnmodifiableMap(Name::toString, name -> name));

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Its name in a template, if the word is one; case does not matter. */
    public static Optional<Name> parse(String word) {
      Name asWritten = BY_WORD.get(word);
      return Optional.ofNullable(
          asWritten != null ? asWritten : BY_WORD.get(word.toLowerCase(Locale.ROOT)));
    }

    /** All names as they are written in templates. */
    public static List<String> words() {
      return Arrays.stream(values()).map(Name::toString).toList();
    }

    /** A shell command is taken whole: a separator in it is the command's. */
    boolean isCommand() {
      return this == VERIFY || this == RUN;
    }

    /** May be said more than once in a step. */
    boolean isRepeatable() {
      return this == WHEN || this == PRODUCES || this == READS || this == NEEDS;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** The known directive that this is, if it is one. */
  public Optional<Name> known() {
    return Name.parse(name);
  }
}
