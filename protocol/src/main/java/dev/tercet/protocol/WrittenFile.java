package dev.tercet.protocol;

/** The absolute path of a file that was written. */
public record WrittenFile(String path) {}
