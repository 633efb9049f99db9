/** The only place that starts child processes: supervision, bounded pipes, ending a whole tree. */
@NullMarked
package dev.tercet.server.process;

import org.jspecify.annotations.NullMarked;
