package dev.tercet.server.review;

/** How bad a reviewer says a defect is, worst first. */
public enum Severity {
  CRITICAL,
  MAJOR,
  MINOR,
  NIT
}
