package dev.tercet.protocol;

/** Ends what {@code tercet/run/follow} began. */
public record UnfollowRun(String run) {}
