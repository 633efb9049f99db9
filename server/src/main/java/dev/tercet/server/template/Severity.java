package dev.tercet.server.template;

import java.util.Locale;

/** How much a diagnostic matters: only an error keeps a file from being used. */
public enum Severity {
  ERROR,
  WARNING,
  INFO;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
