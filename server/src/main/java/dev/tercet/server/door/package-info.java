/**
 * What a way into the daemon is: a kind of speech and who serves it. Each door lies in a package of
 * its own below this one.
 *
 * <p>Knows {@code app} and the first line; must not know sockets, or which doors there are.
 */
@NullMarked
package dev.tercet.server.door;

import org.jspecify.annotations.NullMarked;
