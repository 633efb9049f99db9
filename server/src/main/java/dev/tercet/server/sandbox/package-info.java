/**
 * The cage: what a child process may see and write, and what of that this machine enforces.
 *
 * <p>Knows {@code process} and nothing else of ours: neither tasks nor agents nor git.
 */
@NullMarked
package dev.tercet.server.sandbox;

import org.jspecify.annotations.NullMarked;
