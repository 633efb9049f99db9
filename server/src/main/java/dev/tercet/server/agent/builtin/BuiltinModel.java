package dev.tercet.server.agent.builtin;

import dev.tercet.server.model.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Which provider the built-in agent talks to.
 *
 * @param model used where the preset names none; null when every preset has to
 */
public record BuiltinModel(Endpoint endpoint, @Nullable String model) {}
