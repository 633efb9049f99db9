package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What the person answered to {@link Ask}.
 *
 * @param value a text or an option's id; null where the person changed their mind
 */
public record AskAnswer(@Nullable String value) {}
