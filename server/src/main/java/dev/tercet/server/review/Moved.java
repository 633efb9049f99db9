package dev.tercet.server.review;

/**
 * Where the lines of an earlier pass's finding are in the commit of a later one.
 *
 * @param file relative to the worktree, as it is called by then
 * @param start from 1
 * @param end inclusive
 */
public record Moved(FindingId finding, String file, int start, int end) {}
