package dev.tercet.server.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A dated revision of the protocol that is spoken here, oldest first. */
public enum Revision {
  R2025_03_26("2025-03-26"),
  R2025_06_18("2025-06-18"),
  R2025_11_25("2025-11-25"),
  /** No sessions and no {@code initialize}: each request says all about itself. */
  R2026_07_28("2026-07-28");

  /** What {@code initialize} can agree on at most. */
  static final Revision NEWEST_WITH_SESSIONS = R2025_11_25;

  private final String date;

  Revision(String date) {
    this.date = date;
  }

  /** As it is written on the wire. */
  public String date() {
    return date;
  }

  public boolean isModern() {
    return this == R2026_07_28;
  }

  static Optional<Revision> find(String date) {
    return Arrays.stream(values()).filter(one -> one.date.equals(date)).findFirst();
  }

  static List<String> modern() {
    return Arrays.stream(values()).filter(Revision::isModern).map(Revision::date).toList();
  }
}
