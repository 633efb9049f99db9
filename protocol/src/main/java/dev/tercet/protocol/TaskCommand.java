package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A command that needs nothing but the task: pause, resume, takeover, undo.
 *
 * @param revision of the task as the client saw it; null acts on whatever it is by now
 * @param key makes a repeated request harmless
 */
public record TaskCommand(String task, @Nullable Long revision, @Nullable String key) {}
