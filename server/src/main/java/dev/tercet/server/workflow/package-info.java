/**
 * The pure core: what a workflow is, and the rules by which a task moves from a ticket to a merge.
 *
 * <p>Knows {@code java.util} and values of {@code java.time}; no clock, file, thread or logger.
 */
@NullMarked
package dev.tercet.server.workflow;

import org.jspecify.annotations.NullMarked;
