/**
 * The task protocol: one instance for each connection, whether it came for the protocol alone or
 * for the language server, which offers it too.
 */
@NullMarked
package dev.tercet.server.door.lsp.task;

import org.jspecify.annotations.NullMarked;
