package dev.tercet.protocol;

/** The parameters of a request that needs none: {@code {}}. */
public record NoParams() {}
