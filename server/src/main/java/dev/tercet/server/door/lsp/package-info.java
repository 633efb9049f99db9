/**
 * The door that speaks JSON-RPC in LSP's framing: the task protocol, one instance for each
 * connection.
 *
 * <p>Knows {@code app} and {@code protocol}; decides nothing.
 */
@NullMarked
package dev.tercet.server.door.lsp;

import org.jspecify.annotations.NullMarked;
