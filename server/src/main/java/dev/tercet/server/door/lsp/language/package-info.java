/**
 * The language server: what an editor shows of templates, specs, reviews, settings and code that
 * has findings, and the decisions that can be made from there.
 *
 * <p>Knows {@code app}, the core's types and {@code template}; decides nothing.
 */
@NullMarked
package dev.tercet.server.door.lsp.language;

import org.jspecify.annotations.NullMarked;
