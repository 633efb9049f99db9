/**
 * The door for agent hosts: what Tercet offers over MCP. Tools, resources and prompts over the same
 * use cases that every other door calls.
 *
 * <p>Knows {@code app}, {@code protocol} and {@code mcp}; decides nothing.
 */
@NullMarked
package dev.tercet.server.door.mcp;

import org.jspecify.annotations.NullMarked;
