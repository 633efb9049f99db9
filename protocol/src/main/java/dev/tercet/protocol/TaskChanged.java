package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A task changed.
 *
 * @param position of the journal that the summary shows; drop what is not later than what is known;
 *     the last one is what to subscribe from after a lost connection
 * @param task its id
 * @param summary null when the task was deleted
 */
public record TaskChanged(long position, String task, @Nullable TaskSummary summary) {}
