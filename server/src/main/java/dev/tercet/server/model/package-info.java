/**
 * Providers of models over HTTP: one small shape for a conversation, a client that streams answers,
 * and a dialect for each API.
 *
 * <p>It lies under the built-in agent, as {@code process} lies under all agents. It must not know
 * what tools do, what an agent or a task is, when to try again, or where a key comes from.
 */
@NullMarked
package dev.tercet.server.model;

import org.jspecify.annotations.NullMarked;
