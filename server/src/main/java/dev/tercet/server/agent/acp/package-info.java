/**
 * Agents that speak the Agent Client Protocol, version 1, over their standard streams.
 *
 * <p>The wire, the reading of updates and the handling of the process are apart, so that recorded
 * conversations test the reading without a process.
 */
@NullMarked
package dev.tercet.server.agent.acp;

import org.jspecify.annotations.NullMarked;
