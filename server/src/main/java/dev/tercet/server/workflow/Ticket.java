package dev.tercet.server.workflow;

import java.util.List;

/** What the human handed over. */
public record Ticket(String title, String description, List<String> labels) {

  public Ticket {
    labels = List.copyOf(labels);
  }
}
