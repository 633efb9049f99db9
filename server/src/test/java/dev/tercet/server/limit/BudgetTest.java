package dev.tercet.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.Usage;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Price SONNET = price("3", "15", "0.3", "3.75");
  private static final Price MINI = price("0.25", "2", "0.025", "0.25");

  private static Price price(String input, String output, String read, String write) {
    return new Price(
        new BigDecimal(input), new BigDecimal(output), new BigDecimal(read), new BigDecimal(write));
  }

  private static Usage cost(String dollars) {
    return new Usage(null, null, null, null, new BigDecimal(dollars));
  }

  @Test
  void money_is_used_up_and_may_be_raised() {
    Budget budget = new Budget("this task", "limits.budget", new BigDecimal("0.50"), null);
    assertThat(budget.usedUp(cost("0.49"), 0)).isEmpty();
    assertThat(budget.usedUp(cost("0.50"), 0))
        .contains("the budget of this task is used up: $0.50 of $0.50 (limits.budget)");
    assertThat(budget.usedUp(cost("0.99"), 1)).isEmpty();
    assertThat(budget.usedUp(cost("1.00"), 1)).isPresent();
  }

  @Test
  void tokens_of_every_kind_count_and_what_is_not_known_does_not() {
    Budget budget = new Budget("today", "limits.dayTokens", null, 1_000L);
    assertThat(budget.usedUp(new Usage(400L, 300L, 200L, 99L, null), 0)).isEmpty();
    assertThat(budget.usedUp(new Usage(400L, 300L, 200L, 100L, null), 0))
        .contains("the budget of today is used up: 1,000 of 1,000 tokens (limits.dayTokens)");
    assertThat(budget.usedUp(Usage.UNKNOWN, 0)).isEmpty();
  }

  @Test
  void the_longest_beginning_of_a_models_name_has_the_price() {
    PriceTable table =
        new PriceTable(Map.of("claude-sonnet-4", SONNET, "gpt-5", SONNET, "gpt-5-mini", MINI));
    assertThat(table.find("anthropic/claude-sonnet-4-20250514")).contains(SONNET);
    assertThat(table.find("claude-sonnet-4-latest")).contains(SONNET);
    assertThat(table.find("claude-sonnet-4-5-20250929")).as("another version").isEmpty();
    assertThat(table.find("gpt-5.5")).as("another version").isEmpty();
    assertThat(table.find("gpt-5-mini-2025-08-07")).contains(MINI);
    assertThat(table.find("llama-4")).isEmpty();
    Usage usage = new Usage(1_000_000L, 100_000L, 1_000_000L, null, null);
    assertThat(table.priced("claude-sonnet-4", usage).cost()).isEqualByComparingTo("4.8");
    assertThat(table.priced("llama-4", usage).cost()).as("unknown stays unknown").isNull();
    assertThat(table.priced("claude-sonnet-4", cost("0.01")).cost())
        .as("what the agent says counts")
        .isEqualByComparingTo("0.01");
    assertThat(table.priced("claude-sonnet-4", new Usage(5L, null, null, null, null)).cost())
        .isNull();
    assertThat(table.with(Map.of("llama-4", MINI)).find("llama-4")).contains(MINI);
  }
}
