package dev.tercet.server.workflow;

import java.time.Instant;

/** Who gave a command, and when. */
public record By(Actor actor, Instant at) {}
