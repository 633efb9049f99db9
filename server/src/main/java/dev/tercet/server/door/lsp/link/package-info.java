/**
 * What every connection has, whatever it speaks: threads for blocking work and one bounded queue of
 * what goes out.
 */
@NullMarked
package dev.tercet.server.door.lsp.link;

import org.jspecify.annotations.NullMarked;
