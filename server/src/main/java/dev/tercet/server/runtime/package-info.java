/**
 * Carries tasks: one mailbox each, in which commands are judged, journaled and folded, and from
 * which what should be under way is started and stopped.
 *
 * <p>Knows the core, the journal and {@code perform}; decides nothing about a task itself.
 */
@NullMarked
package dev.tercet.server.runtime;

import org.jspecify.annotations.NullMarked;
