package dev.tercet.protocol;

/**
 * The subscription has ended, because the client reads too slowly or the journal could not be read.
 * Subscribe again from the position; nothing is lost by it.
 *
 * @param position of the last event that was told
 * @param text why
 */
public record SubscriptionLost(long position, String text) {}
