package dev.tercet.server.agent.scripted;

import java.util.List;

/** One {@code on} of a script: for which runs, and what they do. */
record Section(int line, Selector selector, List<Op> ops) {

  Section {
    ops = List.copyOf(ops);
  }
}
