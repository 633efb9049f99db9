/**
 * The Model Context Protocol without a product: both of its eras on one endpoint, over lines and
 * over HTTP, for whatever a {@link Provider} offers.
 *
 * <p>Knows {@code rpc} and nothing else of ours. Must not know tasks of Tercet, or which library
 * serves HTTP.
 */
@NullMarked
package dev.tercet.server.mcp;

import org.jspecify.annotations.NullMarked;
