package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Whether a task's journal is whole.
 *
 * @param events that were read
 * @param intact every hash fits
 * @param text what was found; where it breaks, which event and why
 * @param brokenAt sequence number of the first event that does not fit
 */
public record JournalCheck(long events, boolean intact, String text, @Nullable Long brokenAt) {}
