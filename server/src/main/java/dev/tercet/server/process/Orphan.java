package dev.tercet.server.process;

import java.time.Instant;

/**
 * A child that a former daemon started, as its journal has it.
 *
 * @param run the value of {@value ProcessSpec#RUN_VARIABLE} it was started with
 */
public record Orphan(long pid, Instant startedAt, String run) {}
