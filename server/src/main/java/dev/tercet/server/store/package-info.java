/**
 * What outlives the process: the journal of events, their stored form, and the transcripts of runs.
 *
 * <p>Knows the core's types, SQLite and Jackson; not the runtime, git, agents or any door.
 */
@NullMarked
package dev.tercet.server.store;

import org.jspecify.annotations.NullMarked;
