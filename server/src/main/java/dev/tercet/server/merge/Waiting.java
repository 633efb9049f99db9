package dev.tercet.server.merge;

import dev.tercet.server.workflow.TaskId;
import java.time.Instant;

/**
 * A task that a human said to merge.
 *
 * @param decided when the human said so
 */
public record Waiting(TaskId task, Instant decided) {}
