package dev.tercet.server.agent.headless;

import dev.tercet.server.agent.SessionRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one agent is run without its screen. Immutable. */
public sealed interface Dialect
    permits ClaudeDialect, CodexDialect, GeminiDialect, OpenCodeDialect {

  /** The words that settings name dialects by. */
  List<String> WORDS = List.of("claude", "codex", "gemini", "opencode");

  /** The dialect of that word. */
  static Optional<Dialect> of(String word) {
    return switch (word) {
      case "claude" -> Optional.of(new ClaudeDialect());
      case "codex" -> Optional.of(new CodexDialect());
      case "gemini" -> Optional.of(new GeminiDialect());
      case "opencode" -> Optional.of(new OpenCodeDialect());
      default -> Optional.empty();
    };
  }

  /**
   * What follows the program's name.
   *
   * @param prompt is left out where {@link #readsPrompt()}
   * @param session of an earlier run that is continued
   */
  List<String> arguments(SessionRequest request, String prompt, @Nullable String session);

  /** Whether the prompt comes on standard input, where its length does not matter. */
  boolean readsPrompt();

  /** Whether an earlier session can be continued. */
  boolean resumes();

  /** Whether it uses the run's own tools. */
  boolean takesTools();

  /**
   * A reader for one turn.
   *
   * @param resumed what an earlier reader gave as its token
   */
  Events events(@Nullable String resumed);
}
