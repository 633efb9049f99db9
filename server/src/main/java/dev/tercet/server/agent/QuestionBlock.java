package dev.tercet.server.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question at the end of an answer, for agents that have no other way to ask: the first lines of
 * a fenced block {@code question} are the question, lines that begin with a dash are options.
 */
public final class QuestionBlock {

  /** How to write it, for a prompt. */
  public static final String FORMAT =
      """
      To ask the human, end your answer with one block like this and stop; you will be continued \
      with the answer. Options are optional.
      ```question
      Should expired tokens be deleted or kept for the audit?
      - Delete them
      - Keep them
      ```
      """;

  private QuestionBlock() {}

  /** The last such question in the text. Total. */
  public static Optional<AgentQuestion> read(String text) {
    return FencedBlock.in(text).stream()
        .filter(block -> block.kind().equals("question"))
        .reduce((_, last) -> last)
        .map(block -> question(block.content()))
        .filter(question -> !question.text().isEmpty());
  }

  private static AgentQuestion question(String content) {
    List<String> text = new ArrayList<>();
    List<String> options = new ArrayList<>();
    for (String line : content.lines().map(String::strip).toList()) {
      if (line.matches("[-*]\\s+.*")) {
        options.add(line.substring(1).strip());
      } else if (options.isEmpty()) {
        text.add(line);
      }
    }
    return new AgentQuestion(String.join("\n", text).strip(), options);
  }
}
