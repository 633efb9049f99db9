package dev.tercet.server.agent.builtin;

import dev.tercet.server.model.ModelClient;
import java.nio.file.Path;

/**
 * What all built-in agents share.
 *
 * @param sessions folder in which contexts are kept that may be taken up again; made when needed
 */
public record Surroundings(
    ModelClient models, CommandRunner commands, Pacing pacing, Path sessions) {}
