/**
 * The door that speaks JSON-RPC in LSP's framing. {@code task} is the task protocol, {@code
 * language} the language server; a connection serves the first alone or both together. {@code link}
 * is what they share.
 *
 * <p>Knows {@code app} and {@code protocol}; decides nothing.
 */
@NullMarked
package dev.tercet.server.door.lsp;

import org.jspecify.annotations.NullMarked;
