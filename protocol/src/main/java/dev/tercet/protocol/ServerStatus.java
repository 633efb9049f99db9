package dev.tercet.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon says about itself.
 *
 * @param version of Tercet, such as {@code 0.1.0}
 * @param pid of the daemon's process
 * @param home absolute path of the folder that holds everything it knows
 * @param tasks how many it knows, ended ones included
 * @param running runs of agents that are under way
 * @param git version of the git that it uses, such as {@code 2.39.5}; null when none was found
 * @param draining true when it starts nothing new and ends as soon as nothing is under way
 */
public record ServerStatus(
    String version,
    long pid,
    String home,
    Instant startedAt,
    int tasks,
    int running,
    @Nullable String git,
    @Nullable Boolean draining) {}
