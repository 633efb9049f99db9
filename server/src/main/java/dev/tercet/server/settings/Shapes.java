package dev.tercet.server.settings;

import dev.tercet.server.settings.Key.Shape;
import dev.tercet.server.workflow.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes that values of settings have. */
final class Shapes {

  private static final Pattern PORTS = Pattern.compile("([0-9]{4,5})-([0-9]{4,5})");
  private static final Pattern MONEY = Pattern.compile("[$]?[0-9]{1,6}([.][0-9]{1,4})?");

  private static final Pattern TOKENS = Pattern.compile("([0-9]{1,12})([kM]?)");

  private Shapes() {}

  static <T> Optional<T> wrong(Json json, Report report, String wanted) {
    report.error(json.place(), "write " + wanted + " instead of " + json.kind());
    return Optional.empty();
  }

  static Shape<String> text(String wanted) {
    return (json, report) ->
        json instanceof Json.Text(_, String value)
                && !value.isBlank()
                && value.length() <= 10_000
                && value.indexOf('\0') < 0
            ? Optional.of(value)
            : wrong(json, report, wanted);
  }

  /** A shell command; {@code "none"} and null switch it off. */
  static Shape<Optional<String>> command() {
    Shape<Optional<String>> shape = optional(text("a command, \"none\" or null"));
    return (json, report) ->
        json instanceof Json.Text(_, String value) && value.equals("none")
            ? Optional.of(Optional.empty())
            : shape.read(json, report);
  }

  static <T> Shape<Optional<T>> optional(Shape<T> shape) {
    return (json, report) -> {
      if (json instanceof Json.Null) {
        return Optional.of(Optional.empty());
      }
      Optional<T> read = shape.read(json, report);
      return read.isEmpty() ? Optional.empty() : Optional.of(read);
    };
  }

  static Shape<Integer> count(int least, int most) {
    return (json, report) -> {
      boolean fits =
          json instanceof Json.Amount(_, BigDecimal value)
              && value.scale() <= 0
              && value.scale() > -9
              && value.compareTo(BigDecimal.valueOf(least)) >= 0
              && value.compareTo(BigDecimal.valueOf(most)) <= 0;
      return fits && json instanceof Json.Amount(_, BigDecimal value)
          ? Optional.of(value.intValueExact())
          : wrong(json, report, "a whole number from " + least + " to " + most);
    };
  }

  static Shape<Duration> duration() {
    return (json, report) -> {
      Optional<Duration> read =
          json instanceof Json.Text(_, String value) ? Durations.parse(value) : Optional.empty();
      return read.isPresent() ? read : wrong(json, report, "a time such as \"90s\" or \"1h30m\"");
    };
  }

  static Shape<BigDecimal> money() {
    return (json, report) -> {
      String written = plain(json);
      boolean fits = MONEY.matcher(written).matches();
      Optional<BigDecimal> sum =
          fits ? Optional.of(new BigDecimal(written.replace("$", ""))) : Optional.empty();
      return sum.filter(value -> value.signum() > 0).isPresent()
          ? sum
          : wrong(json, report, "US dollars such as \"$3.00\" or 3");
    };
  }

  /** US dollars, nothing included. */
  static Shape<BigDecimal> price() {
    return (json, report) ->
        MONEY.matcher(plain(json)).matches()
            ? Optional.of(new BigDecimal(plain(json).replace("$", "")))
            : wrong(json, report, "US dollars such as 0.25");
  }

  /** A number of tokens, {@code 500000}, {@code "500k"} or {@code "2M"}. */
  static Shape<Long> tokens() {
    return (json, report) -> {
      Matcher written = TOKENS.matcher(plain(json));
      long unit = 1;
      if (written.matches()) {
        unit =
            switch (written.group(2)) {
              case "k" -> 1_000;
              case "M" -> 1_000_000;
              default -> 1;
            };
      }
      long amount = written.matches() ? Long.parseLong(written.group(1)) * unit : 0;
      return amount > 0
          ? Optional.of(amount)
          : wrong(json, report, "a number of tokens such as 500000, \"500k\" or \"2M\"");
    };
  }

  /** A text or number as it is written; empty for everything else. */
  private static String plain(Json json) {
    return switch (json) {
      case Json.Text(_, String value) -> value;
      case Json.Amount(_, BigDecimal value) when Math.abs(value.scale()) < 10 ->
          value.toPlainString();
      case Json.Amount _, Json.Fields _, Json.Array _, Json.Bool _, Json.Null _ -> "";
    };
  }

  static Shape<PortRange> ports() {
    return (json, report) -> {
      Optional<MatchResult> found =
          json instanceof Json.Text(_, String value) && PORTS.matcher(value).matches()
              ? PORTS.matcher(value).results().findFirst()
              : Optional.empty();
      if (found.isPresent()) {
        int first = Integer.parseInt(found.get().group(1));
        int last = Integer.parseInt(found.get().group(2));
        if (first >= 1024 && last <= 65_535 && first <= last) {
          return Optional.of(new PortRange(first, last));
        }
      }
      return wrong(json, report, "a range of ports from 1024 to 65535, such as \"20000-29999\"");
    };
  }

  static <E extends Enum<E>> Shape<E> word(Class<E> type) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Shapes::written).toList();
    return (json, report) -> {
      Optional<E> read =
          json instanceof Json.Text(_, String value)
              ? Arrays.stream(type.getEnumConstants())
                  .filter(one -> written(one).equals(value))
                  .findAny()
              : Optional.empty();
      return read.isPresent()
          ? read
          : wrong(json, report, "\"" + String.join("\" or \"", words) + "\"");
    };
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Shape<List<String>> texts(String wanted) {
    return (json, report) -> {
      if (!(json instanceof Json.Array(_, List<Json> items))) {
        return wrong(json, report, wanted);
      }
      List<String> texts = new ArrayList<>();
      for (Json item : items) {
        text("a text").read(item, report).ifPresent(texts::add);
      }
      return texts.size() == items.size() ? Optional.of(List.copyOf(texts)) : Optional.empty();
    };
  }

  /** Globs below the repository's root; one that leads out of it is refused. */
  static Shape<List<String>> globs() {
    Shape<List<String>> shape = texts("a list of globs such as [\".env*\"]");
    return (json, report) -> {
      Optional<List<String>> globs = shape.read(json, report);
      Optional<String> outside =
          globs.orElse(List.of()).stream().filter(Shapes::leaves).findFirst();
      if (outside.isPresent()) {
        return wrong(json, report, "globs inside the repository (without / at the start and ..)");
      }
      return globs;
    };
  }

  /** Paths below the user's home; one that leads out of it is refused. */
  static Shape<List<String>> homeFiles() {
    Shape<List<String>> shape = texts("a list of paths below the home such as [\".m2\"]");
    return (json, report) -> {
      Optional<List<String>> paths = shape.read(json, report);
      return paths.orElse(List.of()).stream().anyMatch(Shapes::leaves)
          ? wrong(json, report, "paths below the home (without /, ~ at the start and ..)")
          : paths;
    };
  }

  private static boolean leaves(String glob) {
    String path = glob.replace('\\', '/');
    return path.startsWith("/")
        || path.startsWith("~")
        || path.matches("[A-Za-z]:.*")
        || List.of(path.split("/", -1)).contains("..");
  }

  static Shape<Map<String, String>> strings(String wanted) {
    return (json, report) -> {
      if (!(json instanceof Json.Fields(_, List<Json.Member> members))) {
        return wrong(json, report, wanted);
      }
      Map<String, String> strings = new LinkedHashMap<>();
      for (Json.Member member : members) {
        switch (member.value()) {
          case Json.Text(_, String value) -> strings.put(member.name(), value);
          case Json.Amount(_, BigDecimal value) when Math.abs(value.scale()) < 10 ->
              strings.put(member.name(), value.toPlainString());
          case Json.Bool(_, boolean value) -> strings.put(member.name(), String.valueOf(value));
          case Json.Amount _, Json.Fields _, Json.Array _, Json.Null _ -> {
            return wrong(member.value(), report, "a text");
          }
        }
      }
      return Optional.of(strings);
    };
  }
}
