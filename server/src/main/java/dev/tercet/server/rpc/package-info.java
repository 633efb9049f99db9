/**
 * JSON-RPC 2.0 without a transport and without a protocol on top: messages, newline framing over
 * streams, and conversations with requests in both directions.
 *
 * <p>Knows Jackson and nothing else of ours. Must not know MCP, tasks, or where bytes come from.
 */
@NullMarked
package dev.tercet.server.rpc;

import org.jspecify.annotations.NullMarked;
