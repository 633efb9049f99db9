package dev.tercet.server.settings;

import dev.tercet.server.limit.Price;
import dev.tercet.server.settings.Key.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads prices: objects by the beginning of a model's name; one that is wrong is left out. */
final class PriceShape {

  private static final List<String> KEYS = List.of("input", "output", "cacheRead", "cacheWrite");

  static final Shape<Map<String, Price>> PRICES =
      (json, report) -> {
        if (!(json instanceof Json.Fields(_, List<Json.Member> members))) {
          return Shapes.wrong(json, report, "an object of prices by a model's name");
        }
        Map<String, Price> prices = new LinkedHashMap<>();
        for (Json.Member member : members) {
          price(member, report).ifPresent(price -> prices.put(member.name(), price));
        }
        return Optional.of(prices);
      };

  private PriceShape() {}

  private static Optional<Price> price(Json.Member entry, Report report) {
    if (!(entry.value() instanceof Json.Fields(_, List<Json.Member> members))) {
      return Shapes.wrong(
          entry.value(), report, "dollars for a million tokens: {\"input\": 3, \"output\": 15}");
    }
    List<Optional<BigDecimal>> sums = new ArrayList<>();
    for (String key : KEYS) {
      sums.add(
          members.stream()
              .filter(member -> member.name().equals(key))
              .findFirst()
              .flatMap(member -> Shapes.price().read(member.value(), report)));
    }
    members.stream()
        .filter(member -> !KEYS.contains(member.name()))
        .forEach(member -> report.unknown(member.place(), member.name(), KEYS));
    if (sums.get(0).isEmpty() || sums.get(1).isEmpty()) {
      report.error(entry.place(), "a price needs \"input\" and \"output\"");
      return Optional.empty();
    }
    BigDecimal input = sums.get(0).get();
    return Optional.of(
        new Price(input, sums.get(1).get(), sums.get(2).orElse(input), sums.get(3).orElse(input)));
  }
}
