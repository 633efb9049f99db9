package dev.tercet.protocol;

/**
 * The size of a change, artifacts excluded.
 *
 * @param added lines; binary files count none
 */
public record ChangeCount(int files, int added, int deleted) {}
