/**
 * What an agent is to the runtime: a session in a directory that takes prompts and yields updates.
 *
 * <p>The kinds of agent are in the packages below; they know this package and never each other.
 */
@NullMarked
package dev.tercet.server.agent;

import org.jspecify.annotations.NullMarked;
