/**
 * The door over HTTP: one loopback port with the MCP endpoint, health and metrics, served by netty.
 *
 * <p>The only place that knows netty. Must not know what is said on the endpoint.
 */
@NullMarked
package dev.tercet.server.door.http;

import org.jspecify.annotations.NullMarked;
