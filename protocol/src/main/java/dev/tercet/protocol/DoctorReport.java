package dev.tercet.protocol;

import java.util.List;

/** What was found on this machine, in the order in which it should be read. */
public record DoctorReport(List<Check> checks) {
  public DoctorReport {
    checks = List.copyOf(checks);
  }
}
