package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for notifications.
 *
 * @param from the position of the last {@code tercet/task/changed} that the client has: everything
 *     later is sent; refused when the journal is not that long, as it is another one then; null
 *     starts with what comes next
 */
public record Subscribe(@Nullable Long from) {}
