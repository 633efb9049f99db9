/**
 * Performs effects: looks whether the world already holds an effect's result, else brings it about
 * with git, processes and agents, and reports.
 *
 * <p>Knows the core's types and the adapters; never a journal, a mailbox or a door.
 */
@NullMarked
package dev.tercet.server.perform;

import org.jspecify.annotations.NullMarked;
