package dev.tercet.protocol;

/** The answer of a request that has nothing to say but that it was done: {@code {}}. */
public record NoResult() {}
