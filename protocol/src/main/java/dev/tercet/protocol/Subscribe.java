package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for notifications.
 *
 * @param from the position of the last view that the client has: everything later is sent, perhaps
 *     more than once; null starts with what comes next
 */
public record Subscribe(@Nullable Long from) {}
