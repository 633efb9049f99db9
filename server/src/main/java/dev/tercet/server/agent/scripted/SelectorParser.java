package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.scripted.Selector.Count;
import dev.tercet.server.workflow.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind {@code on}. */
final class SelectorParser {

  private static final Set<String> KEYS =
      Set.of("role", "task", "step", "item", "preset", "pass", "attempt");
  private static final String FORM = "on build step=\"Name\" item=2 pass=1";

  private SelectorParser() {}

  static Selector parse(Arguments arguments) {
    arguments.expect(0, 1, KEYS, FORM);
    if (arguments.plain().isEmpty() && arguments.keyed().isEmpty()) {
      throw new ScriptFault(
          arguments.line(),
          "`on` does not say for which runs",
          "write `on any`, or `" + FORM + "`");
    }
    return new Selector(
        role(arguments),
        text(arguments, "task"),
        text(arguments, "step"),
        text(arguments, "item"),
        text(arguments, "preset"),
        count(arguments, "pass"),
        count(arguments, "attempt"));
  }

  private static @Nullable Role role(Arguments arguments) {
    String word =
        arguments.plain().isEmpty() ? text(arguments, "role") : arguments.plain().getFirst().text();
    if (word == null || word.equals("any")) {
      return null;
    }
    return Arrays.stream(Role.values())
        .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ScriptFault(
                    arguments.line(),
                    "there is no role \"" + word + "\"",
                    "use plan, build, review, check or any; a step is named with step=\"…\""));
  }

  private static @Nullable String text(Arguments arguments, String key) {
    Words words = arguments.keyed(key);
    if (words == null) {
      return null;
    }
    if (words.text().isBlank()) {
      throw new ScriptFault(
          arguments.line(), "\"" + key + "=\" is empty", "name one, or leave it out");
    }
    return words.text();
  }

  private static @Nullable Count count(Arguments arguments, String key) {
    String text = text(arguments, key);
    if (text == null) {
      return null;
    }
    if (!text.matches("[1-9][0-9]{0,5}\\+?")) {
      throw new ScriptFault(
          arguments.line(),
          "\"" + key + "=" + text + "\" is not a number from 1",
          "write " + key + "=2, or " + key + "=2+ for the second and all later ones");
    }
    return new Count(Integer.parseInt(text.replace("+", "")), text.endsWith("+"));
  }
}
