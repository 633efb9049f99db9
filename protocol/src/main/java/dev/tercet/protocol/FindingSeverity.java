package dev.tercet.protocol;

/** How bad a reviewer says a defect is, worst first. */
public enum FindingSeverity {
  CRITICAL,
  MAJOR,
  MINOR,
  NIT
}
