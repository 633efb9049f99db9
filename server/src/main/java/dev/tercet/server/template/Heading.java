package dev.tercet.server.template;

/**
 * One heading of a template, for outlines.
 *
 * @param level from 1
 * @param name what it is called, without checkbox and {@code Step:}
 * @param range of the whole line
 * @param nameRange of the name alone
 * @param section from the heading to the end of what belongs to it
 */
public record Heading(
    Kind kind, int level, String name, Range range, Range nameRange, Range section) {

  /** What the heading means to Tercet. */
  public enum Kind {
    /** The first heading of level 1. */
    TITLE,
    /** The section whose list items configure the workflow. */
    CONFIGURATION,
    STEP,
    /** Prose, inside a step or outside. */
    TEXT
  }
}
