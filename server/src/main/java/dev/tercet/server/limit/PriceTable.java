package dev.tercet.server.limit;

import dev.tercet.server.workflow.Usage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prices by the beginning of a model's name; the longest beginning that fits counts. A model that
 * is not in it has no known price, nor has one of another version: {@code gpt-5.5} is no {@code
 * gpt-5}, but {@code gpt-5-2025-08-07} is.
 */
public record PriceTable(Map<String, Price> prices) {

  /** Goes on with a number of one or two digits, which is no date. */
  private static final Pattern VERSION = Pattern.compile("[.-]?\\d{1,2}(?!\\d)");

  public PriceTable {
    prices = Map.copyOf(prices);
  }

  /** This table with others' entries in place of its own. */
  public PriceTable with(Map<String, Price> others) {
    Map<String, Price> merged = new LinkedHashMap<>(prices);
    merged.putAll(others);
    return new PriceTable(merged);
  }

  /** The price of a model; a provider's prefix such as {@code anthropic/} does not matter. */
  public Optional<Price> find(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1);
    return prices.keySet().stream()
        .filter(beginning -> fits(beginning, name) || fits(beginning, model))
        .max(Comparator.comparingInt(String::length))
        .map(prices::get);
  }

  private static boolean fits(String beginning, String name) {
    return name.startsWith(beginning)
        && !VERSION.matcher(name.substring(beginning.length())).lookingAt();
  }

  /** The usage with its cost: what the agent said, else what the price comes to, else unknown. */
  public Usage priced(@Nullable String model, Usage usage) {
    if (usage.cost() != null || model == null) {
      return usage;
    }
    return find(model)
        .flatMap(price -> price.of(usage))
        .map(
            cost ->
                new Usage(
                    usage.input(), usage.output(), usage.cacheRead(), usage.cacheWrite(), cost))
        .orElse(usage);
  }
}
