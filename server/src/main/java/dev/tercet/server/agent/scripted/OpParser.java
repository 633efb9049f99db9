package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.scripted.ScriptLines.Statement;
import dev.tercet.server.review.Severity;
import dev.tercet.server.workflow.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one statement of a section. */
final class OpParser {

  private static final List<String> NAMES =
      List.of(
          "say",
          "think",
          "expect",
          "write",
          "append",
          "edit",
          "delete",
          "escape-write",
          "run",
          "try",
          "ask",
          "find",
          "find-malformed",
          "item-done",
          "plan",
          "usage",
          "sleep",
          "flood",
          "hang",
          "crash",
          "lie",
          "fail",
          "limit",
          "rate-limit",
          "not-authenticated");

  private static final Set<String> FIND_KEYS =
      Set.of("at", "symbol", "class", "evidence", "suggestion", "probe");
  private static final Set<String> USAGE_KEYS =
      Set.of("input", "output", "cache-read", "cache-write", "cost");
  private static final Pattern PLACE = Pattern.compile("(.+?)(?::([0-9]+)(?:-([0-9]+))?)?");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private OpParser() {}

  static Op parse(Statement statement, ScriptLines lines) {
    int line = statement.line();
    return switch (statement.name()) {
      case "say" -> new Op.Say(line, text(statement, lines));
      case "think" -> new Op.Think(line, text(statement, lines));
      case "expect" -> new Op.Expect(line, text(statement, lines));
      case "run" -> new Op.Run(line, text(statement, lines), true);
      case "try" -> new Op.Run(line, text(statement, lines), false);
      case "find-malformed" -> new Op.FindMalformed(line, text(statement, lines));
      case "ask" -> ask(line, text(statement, lines));
      case "fail" -> new Op.End(line, Cause.REFUSED, text(statement, lines));
      case "crash" -> end(statement, Cause.CRASHED, "the scripted agent crashed");
      case "limit" -> end(statement, Cause.LIMIT, "the scripted agent reached its limit");
      case "rate-limit" -> end(statement, Cause.RATE_LIMITED, "429 too many requests");
      case "not-authenticated" -> end(statement, Cause.NOT_AUTHENTICATED, "not logged in");
      case "write" -> write(Arguments.of(statement, lines));
      case "append" -> append(Arguments.of(statement, lines));
      case "escape-write" -> escapeWrite(Arguments.of(statement, lines));
      case "edit" -> edit(Arguments.of(statement, lines));
      case "delete" -> delete(Arguments.of(statement, lines));
      case "find" -> find(Arguments.of(statement, lines));
      case "plan" -> plan(Arguments.of(statement, lines));
      case "usage" -> usage(Arguments.of(statement, lines));
      case "sleep" -> new Op.Sleep(line, duration(statement));
      case "flood" -> new Op.Flood(line, megabytes(statement));
      case "item-done" -> new Op.ItemDone(bare(statement));
      case "hang" -> new Op.Hang(bare(statement));
      case "lie" -> new Op.Lie(bare(statement));
      default -> throw unknown(statement, lines);
    };
  }

  /** All that follows the name; a marker alone stands for the lines below. */
  private static Words text(Statement statement, ScriptLines lines) {
    Matcher marker = ScriptLines.MARKER.matcher(statement.rest());
    if (marker.matches()) {
      return lines.block(statement.line(), marker).chomped();
    }
    if (statement.rest().isEmpty()) {
      throw new ScriptFault(
          statement.line(),
          "`" + statement.name() + "` has no text",
          "write it behind, or `" + statement.name() + " <<END`, the text below, and END");
    }
    return Words.of(statement.rest());
  }

  private static Op end(Statement statement, Cause cause, String otherwise) {
    String reason = statement.rest().isEmpty() ? otherwise : statement.rest();
    return new Op.End(statement.line(), cause, Words.of(reason));
  }

  private static int bare(Statement statement) {
    if (!statement.rest().isEmpty()) {
      throw new ScriptFault(
          statement.line(),
          "`" + statement.name() + "` takes nothing behind it",
          "write `" + statement.name() + "` alone");
    }
    return statement.line();
  }

  private static Op ask(int line, Words text) {
    List<Words> parts =
        Arrays.stream(text.text().split("\\s\\|(?=\\s|$)", -1))
            .map(part -> new Words(unquoted(part.strip()), text.literal()))
            .toList();
    if (parts.stream().anyMatch(part -> part.text().isEmpty())) {
      throw new ScriptFault(
          line, "the question or an option is empty", "write `ask Which one? | This | That`");
    }
    return new Op.Ask(line, parts.getFirst(), parts.subList(1, parts.size()));
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static Op write(Arguments arguments) {
    List<Words> words = arguments.expect(2, 2, Set.of(), "write FILE <<END").plain();
    return new Op.Write(arguments.line(), words.get(0), words.get(1).asLine());
  }

  private static Op append(Arguments arguments) {
    List<Words> words = arguments.expect(2, 2, Set.of(), "append FILE <<END").plain();
    return new Op.Append(arguments.line(), words.get(0), words.get(1).asLine());
  }

  private static Op escapeWrite(Arguments arguments) {
    List<Words> words = arguments.expect(2, 2, Set.of(), "escape-write FILE <<END").plain();
    return new Op.EscapeWrite(arguments.line(), words.get(0), words.get(1).asLine());
  }

  private static Op edit(Arguments arguments) {
    List<Words> words = arguments.expect(3, 3, Set.of(), "edit FILE <<OLD <<NEW").plain();
    if (words.get(1).text().isEmpty()) {
      throw new ScriptFault(
          arguments.line(),
          "the text to replace is empty",
          "name what stands there, or use append");
    }
    return new Op.Edit(arguments.line(), words.get(0), words.get(1), words.get(2));
  }

  private static Op delete(Arguments arguments) {
    List<Words> words = arguments.expect(1, 1, Set.of(), "delete FILE").plain();
    return new Op.Delete(arguments.line(), words.get(0));
  }

  private static Op find(Arguments arguments) {
    List<Words> words =
        arguments
            .expect(2, 2, FIND_KEYS, "find major at=FILE:10-12 \"what is wrong\" evidence=\"…\"")
            .plain();
    Matcher place = place(arguments);
    return new Op.Find(
        arguments.line(),
        severity(arguments.line(), words.get(0).text()),
        place == null ? null : Words.of(place.group(1)),
        place == null ? null : number(place.group(2)),
        place == null ? null : number(place.group(3) == null ? place.group(2) : place.group(3)),
        words.get(1).chomped(),
        chomped(arguments, "symbol"),
        chomped(arguments, "class"),
        chomped(arguments, "evidence"),
        chomped(arguments, "suggestion"),
        chomped(arguments, "probe"));
  }

  private static @Nullable Matcher place(Arguments arguments) {
    Words at = arguments.keyed("at");
    if (at == null) {
      return null;
    }
    Matcher place = PLACE.matcher(at.text());
    if (!place.matches()) {
      throw new ScriptFault(
          arguments.line(), "\"at=\" names no file", "write at=src/File.java:10-12");
    }
    return place;
  }

  private static @Nullable Integer number(@Nullable String digits) {
    return digits == null || digits.length() > 9 ? null : Integer.valueOf(digits);
  }

  private static @Nullable Words chomped(Arguments arguments, String key) {
    Words words = arguments.keyed(key);
    return words == null ? null : words.chomped();
  }

  private static Severity severity(int line, String word) {
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ScriptFault(
                    line,
                    "there is no severity \"" + word + "\"",
                    "use critical, major, minor or nit; a report that is wrong on purpose is"
                        + " written with find-malformed"));
  }

  private static Op plan(Arguments arguments) {
    List<Words> words =
        arguments.expect(1, Integer.MAX_VALUE, Set.of(), "plan \"first\" \"second\"").plain();
    List<Words> entries =
        words.stream()
            .flatMap(word -> word.text().lines().map(line -> new Words(line, word.literal())))
            .filter(entry -> !entry.text().isBlank())
            .toList();
    return new Op.Plan(arguments.line(), entries);
  }

  private static Op usage(Arguments arguments) {
    arguments.expect(0, 0, USAGE_KEYS, "usage input=1200 output=300 cost=0.02");
    return new Op.Used(
        arguments.line(),
        new Usage(
            tokens(arguments, "input"),
            tokens(arguments, "output"),
            tokens(arguments, "cache-read"),
            tokens(arguments, "cache-write"),
            cost(arguments)));
  }

  private static @Nullable Long tokens(Arguments arguments, String key) {
    Words words = arguments.keyed(key);
    if (words == null) {
      return null;
    }
    if (!words.text().matches("[0-9]{1,15}")) {
      throw new ScriptFault(
          arguments.line(), "\"" + key + "=" + words.text() + "\" is no number", "write digits");
    }
    return Long.valueOf(words.text());
  }

  private static @Nullable BigDecimal cost(Arguments arguments) {
    Words words = arguments.keyed("cost");
    if (words == null) {
      return null;
    }
    if (!words.text().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw new ScriptFault(
          arguments.line(), "\"cost=" + words.text() + "\" is no sum", "write dollars: cost=0.02");
    }
    return new BigDecimal(words.text());
  }

  private static Duration duration(Statement statement) {
    Matcher parts = DURATION.matcher(statement.rest());
    if (!parts.matches()) {
      throw new ScriptFault(
          statement.line(),
          "\"" + statement.rest() + "\" is no length of time",
          "write it as 200ms, 2s, 5m or 1h");
    }
    long amount = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static int megabytes(Statement statement) {
    String digits = statement.rest().replaceFirst("\\s*MB$", "");
    if (!digits.matches("[0-9]{1,5}")) {
      throw new ScriptFault(
          statement.line(),
          "\"" + statement.rest() + "\" is no size",
          "write it as `flood 100 MB`");
    }
    return Integer.parseInt(digits);
  }

  /** Passes over the texts that belong to the statement, so that they are not read as others. */
  private static ScriptFault unknown(Statement statement, ScriptLines lines) {
    Matcher marker = ScriptLines.MARKER.matcher(statement.rest());
    while (marker.find()) {
      lines.block(statement.line(), marker);
    }
    String nearest =
        NAMES.stream()
            .min((a, b) -> distance(a, statement.name()) - distance(b, statement.name()))
            .orElseThrow();
    String mend =
        distance(nearest, statement.name()) <= 2
            ? "did you mean `" + nearest + "`?"
            : "use one of " + String.join(", ", NAMES);
    return new ScriptFault(statement.line(), "there is no `" + statement.name() + "`", mend);
  }

  /** How many letters have to be put, left out or changed. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    Arrays.setAll(row, index -> index);
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
