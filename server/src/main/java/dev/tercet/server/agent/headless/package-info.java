/**
 * Agents that take one prompt on their command line and print what they do as a stream of JSON
 * objects, a line each.
 *
 * <p>A {@link Dialect} for each: which arguments it wants, and what its events say. The handling of
 * the process is apart, so that recorded output tests the reading without one.
 */
@NullMarked
package dev.tercet.server.agent.headless;

import org.jspecify.annotations.NullMarked;
