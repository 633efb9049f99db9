package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Binds a step that has not ended to another preset; approvals stay valid.
 *
 * @param step id or name
 * @param preset its name, as {@code tercet/preset/list} has it
 */
public record SetPreset(
    String task, String step, String preset, @Nullable Long revision, @Nullable String key) {}
