package dev.tercet.server.settings;

/** Ports that tasks are given for their servers; both ends belong to it. */
public record PortRange(int first, int last) {

  public PortRange {
    if (first < 1024 || last > 65_535 || first > last) {
      throw new IllegalArgumentException("no range of ports: " + first + "-" + last);
    }
  }
}
