/**
 * The task protocol: what a client and the daemon say to each other, as records and as interfaces
 * of JSON-RPC methods, one per namespace.
 *
 * <p>A component that is not {@code @Nullable} is required; reading a message without it is an
 * error of whoever sent it. Nothing is filled in with a default. Components are only ever appended.
 */
@NullMarked
package dev.tercet.protocol;

import org.jspecify.annotations.NullMarked;
