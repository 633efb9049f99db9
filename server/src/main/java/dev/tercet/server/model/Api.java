package dev.tercet.server.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A wire protocol that providers speak. */
public enum Api {
  /** Anthropic's Messages. */
  ANTHROPIC,
  /** OpenAI's Responses. */
  OPENAI_RESPONSES,
  /** OpenAI's Chat Completions, which most servers of local models speak too. */
  OPENAI_CHAT,
  /** Gemini's generateContent. */
  GEMINI;

  /** As settings write it: {@code openai-chat}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that settings mean by a word. */
  public static Optional<Api> of(String word) {
    return Arrays.stream(values()).filter(api -> api.word().equals(word)).findFirst();
  }

  /** All words that settings may write. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Api::word).toList();
  }

  Dialect dialect() {
    return switch (this) {
      case ANTHROPIC -> new AnthropicDialect();
      case OPENAI_RESPONSES -> new ResponsesDialect();
      case OPENAI_CHAT -> new ChatDialect();
      case GEMINI -> new GeminiDialect();
    };
  }
}
