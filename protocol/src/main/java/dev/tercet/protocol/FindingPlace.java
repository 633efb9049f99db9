package dev.tercet.protocol;

/**
 * Where the lines that a finding speaks of are.
 *
 * @param finding its id
 * @param file relative to the repository
 * @param startLine from 1; 1 for a finding without lines
 * @param endLine the last one of it
 * @param survives the lines are there; otherwise this is the nearest place
 */
public record FindingPlace(
    String finding, String file, int startLine, int endLine, boolean survives) {}
