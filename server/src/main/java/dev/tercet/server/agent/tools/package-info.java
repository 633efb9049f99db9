/**
 * A run's own tools for agents that are hosts of MCP: {@code ask_human}, {@code report_finding} and
 * {@code item_done}, on a socket that serves this one run and nothing else.
 *
 * <p>Knows {@code agent}, {@code mcp} and {@code rpc}. It must not know tasks: what a tool says
 * goes to whoever opened it.
 */
@NullMarked
package dev.tercet.server.agent.tools;

import org.jspecify.annotations.NullMarked;
