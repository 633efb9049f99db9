package dev.tercet.protocol;

import java.util.List;

/**
 * What {@code notify.command} gets on its standard input.
 *
 * @param decisions that were opened since the last time, as in the inbox; at least one
 */
public record Notification(List<DecisionView> decisions) {
  public Notification {
    decisions = List.copyOf(decisions);
  }
}
