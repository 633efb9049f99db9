package dev.tercet.protocol;

import java.util.List;

/** The runs of a task, oldest first. */
public record RunList(List<RunView> runs) {
  public RunList {
    runs = List.copyOf(runs);
  }
}
