/**
 * The client library: finds the daemon, starts it when none answers, and speaks the task protocol
 * with it. What the {@code tercet} command line is built on.
 */
@NullMarked
package dev.tercet.client;

import org.jspecify.annotations.NullMarked;
