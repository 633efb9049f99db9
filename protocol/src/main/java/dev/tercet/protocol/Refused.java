package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of an error: why the rules said no.
 *
 * @param reason a stable word for programs, such as {@code not-open}
 * @param text what was attempted, on what, what stands in the way and what to do
 * @param revision of the task by now, where the client's view was stale
 * @param view the task by now, where the client's view was stale and that helps
 */
public record Refused(
    String reason, String text, @Nullable Long revision, @Nullable TaskSummary view) {}
