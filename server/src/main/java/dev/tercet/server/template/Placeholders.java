package dev.tercet.server.template;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words in braces that a template leaves to the task: {@code {@title}}, {@code {task_id}}. */
public final class Placeholders {

  /** Every placeholder, without braces and at sign. */
  public static final List<String> NAMES =
      List.of(
          "artifacts_path",
          "task_id",
          "title",
          "description",
          "base",
          "branch",
          "worktree",
          "step",
          "spec");

  static final Pattern PATTERN =
      Pattern.compile("\\{(?:@([A-Za-z][A-Za-z0-9_-]{0,63})|(task_id))\\}");

  private Placeholders() {}

  /**
   * The text with each placeholder replaced by its value, literally and once: a value that itself
   * has braces is not looked at again. What the map does not name stays as it stands.
   *
   * @param values by name, without braces and at sign: {@code artifacts_path}
   */
  public static String fill(String text, Map<String, String> values) {
    return PATTERN
        .matcher(text)
        .replaceAll(
            found -> {
              @Nullable String value = values.get(name(found));
              return Matcher.quoteReplacement(value == null ? found.group() : value);
            });
  }

  static String name(MatchResult found) {
    String name = found.group(1);
    return name == null ? found.group(2) : name;
  }
}
