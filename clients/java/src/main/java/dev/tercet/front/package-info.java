/**
 * The front commands: programs that an editor or an agent host starts and that move bytes between
 * their own streams and the daemon.
 *
 * <p>Plain JDK, {@code protocol.connect} and the classes of {@code client} that find and start the
 * daemon: no JSON, no command line library, no logging on the way to the first byte.
 */
@NullMarked
package dev.tercet.front;

import org.jspecify.annotations.NullMarked;
