package dev.tercet.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several tickets in one Markdown file: each second-level heading is one. */
final class Tickets {

  /** A title and what is wanted. */
  record Ticket(String title, String description) {}

  private Tickets() {}

  /** In the order of the file; what stands before the first heading belongs to none. */
  static List<Ticket> parse(String markdown) {
    List<Ticket> tickets = new ArrayList<>();
    String title = null;
    StringBuilder description = new StringBuilder();
    boolean fenced = false;
    for (String line : markdown.lines().toList()) {
      fenced ^= line.strip().startsWith("```") || line.strip().startsWith("~~~");
      if (!fenced && line.startsWith("## ")) {
        add(tickets, title, description);
        title = line.substring(3).replaceFirst("#+\\s*$", "").strip();
        description.setLength(0);
      } else {
        description.append(line).append('\n');
      }
    }
    add(tickets, title, description);
    return tickets;
  }

  private static void add(List<Ticket> tickets, @Nullable String title, StringBuilder description) {
    if (title != null) {
      tickets.add(new Ticket(title, description.toString().strip()));
    }
  }
}
