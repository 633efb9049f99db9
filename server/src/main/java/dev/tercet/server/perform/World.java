package dev.tercet.server.perform;

import dev.tercet.server.git.Git;
import dev.tercet.server.process.Processes;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.store.Transcripts;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Everything that effects are performed with.
 *
 * @param home the daemon's own folder
 * @param network whether caged commands may reach it
 */
public record World(
    Git git,
    Path home,
    Processes processes,
    Cage cage,
    boolean network,
    Environment environment,
    Secrets secrets,
    Transcripts transcripts,
    AgentBook agents,
    TrustGate trust,
    Neighbours neighbours,
    WorktreeSettings worktrees,
    RunLimits limits,
    Purse purse,
    InstantSource clock) {}
