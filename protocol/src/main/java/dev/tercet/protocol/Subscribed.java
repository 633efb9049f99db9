package dev.tercet.protocol;

/**
 * The subscription stands.
 *
 * @param position of the journal; what is notified from now on is later
 */
public record Subscribed(long position) {}
