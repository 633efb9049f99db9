package dev.tercet.protocol;

/**
 * A run is not followed any more, because the client reads too slowly or the transcript could not
 * be read. Follow it again from the entry; nothing is lost by it.
 *
 * @param next number of the first entry that was not sent
 * @param text why
 */
public record FollowLost(String run, long next, String text) {}
