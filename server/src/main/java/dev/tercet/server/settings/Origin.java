package dev.tercet.server.settings;

import java.util.Locale;

/** Where a value was set; a later one wins over an earlier one. */
public enum Origin {
  DEFAULT,
  USER,
  REPOSITORY,
  TASK;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
