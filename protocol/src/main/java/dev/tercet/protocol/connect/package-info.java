/**
 * How a client finds the daemon and how the two greet each other. Plain JDK only, because the
 * commands that merely move bytes start with nothing else.
 */
@NullMarked
package dev.tercet.protocol.connect;

import org.jspecify.annotations.NullMarked;
