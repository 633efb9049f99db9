/**
 * The {@code tercet} command line: one small class per command, each of which asks the daemon and
 * prints what it said. No rule about tasks is known here.
 */
@NullMarked
package dev.tercet.cli;

import org.jspecify.annotations.NullMarked;
