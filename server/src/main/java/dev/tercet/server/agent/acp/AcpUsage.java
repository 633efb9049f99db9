package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.workflow.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session has used, made comparable between agents. Used by one thread at a time. */
final class AcpUsage {

  private final AcpQuirks quirks;
  private Usage tokens = Usage.UNKNOWN;
  private @Nullable BigDecimal cost;

  AcpUsage(AcpQuirks quirks) {
    this.quirks = quirks;
  }

  /** Reads a {@code usage_update}: its cost is that of the session so far. */
  Optional<Usage> update(JsonNode update) {
    JsonNode amount = update.path("cost").path("amount");
    if (!amount.isNumber() || !update.path("cost").path("currency").asText("USD").equals("USD")) {
      return Optional.empty();
    }
    // Agents add in binary floating point; what is below a millionth of a cent is an artefact.
    BigDecimal now =
        new BigDecimal(amount.asText()).setScale(8, RoundingMode.HALF_UP).stripTrailingZeros();
    // Zero is what an agent says as long as it knows no price.
    if (now.signum() == 0 || (cost != null && now.compareTo(cost) == 0)) {
      return Optional.empty();
    }
    cost = now;
    return Optional.of(total());
  }

  /** Reads the answer to a prompt: its tokens are those of the turn. */
  Optional<Usage> turnEnded(JsonNode result) {
    Usage turn = turn(result);
    if (turn.equals(Usage.UNKNOWN)) {
      return Optional.empty();
    }
    tokens = tokens.plus(turn);
    return Optional.of(total());
  }

  private Usage turn(JsonNode result) {
    if (quirks.tokens() == AcpQuirks.Tokens.LAST_STEP) {
      return Usage.UNKNOWN;
    }
    JsonNode usage = result.path("usage");
    if (usage.isObject()) {
      return new Usage(
          number(usage, "inputTokens"),
          number(usage, "outputTokens"),
          number(usage, "cachedReadTokens"),
          number(usage, "cachedWriteTokens"),
          null);
    }
    JsonNode counted = result.path("_meta").path("quota").path("token_count");
    return new Usage(
        number(counted, "input_tokens"), number(counted, "output_tokens"), null, null, null);
  }

  private Usage total() {
    return new Usage(
        tokens.input(), tokens.output(), tokens.cacheRead(), tokens.cacheWrite(), cost);
  }

  private static @Nullable Long number(JsonNode usage, String name) {
    JsonNode value = usage.path(name);
    return value.isIntegralNumber() ? Long.valueOf(value.asLong()) : null;
  }
}
