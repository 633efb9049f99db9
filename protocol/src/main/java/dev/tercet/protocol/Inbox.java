package dev.tercet.protocol;

import java.util.List;

/**
 * All open decisions, the most valuable first. As the notification {@code tercet/inbox/changed} it
 * replaces what was known before.
 *
 * @param position of the journal that this view shows
 */
public record Inbox(long position, List<DecisionView> decisions) {
  public Inbox {
    decisions = List.copyOf(decisions);
  }
}
