/**
 * The only place that starts child processes: supervision, bounded pipes, ending a whole tree.
 *
 * <p>It knows nothing of git, agents or tasks. Nothing is inherited from the daemon: a child gets
 * exactly the environment it is given.
 */
@NullMarked
package dev.tercet.server.process;

import org.jspecify.annotations.NullMarked;
