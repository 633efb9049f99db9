package dev.tercet.server.git;

/**
 * What a folder takes on disk.
 *
 * @param bytes sum of the sizes of its files; links count as themselves
 * @param isComplete whether all files were looked at, or only the first ones
 */
public record DiskUse(long bytes, long files, boolean isComplete) {}
