package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.Answered;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.workflow.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of a run that a script's texts may name in braces. Used by one thread. */
final class Placeholders {

  private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");

  private final List<Answered> answers;
  private final Map<String, String> values = new LinkedHashMap<>();

  Placeholders(SessionRequest request) {
    this.answers = request.answers();
    values.put("task_id", request.task().value());
    values.put("run", request.run().value());
    values.put("role", word(request.role()));
    values.put("preset", request.preset());
    values.put("step", request.step());
    values.put("item", request.item() == null ? "" : request.item());
    values.put("item_number", Integer.toString(request.itemNumber()));
    values.put("pass", Integer.toString(request.pass()));
    values.put("attempt", Integer.toString(request.attempt()));
    values.put("temp", request.temp().toString());
    String artifacts =
        request.directory().relativize(request.artifacts()).toString().replace('\\', '/');
    values.put("artifacts", artifacts.isEmpty() ? "." : artifacts);
    answer(answers.isEmpty() ? null : answers.getLast().answer());
  }

  /** What {@code {answer}} stands for from here on; null leaves it as it is. */
  void answer(@Nullable String answer) {
    if (answer != null) {
      values.put("answer", answer);
    }
  }

  /** What the human answered to that question, the last time it was asked. */
  Optional<Answered> answerTo(String question) {
    return answers.stream()
        .filter(answered -> answered.question().strip().equals(question.strip()))
        .reduce((_, last) -> last);
  }

  /** The text with every known name replaced; other braces stay. */
  String fill(Words words) {
    if (words.literal() || words.text().indexOf('{') < 0) {
      return words.text();
    }
    return NAME.matcher(words.text())
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
