/**
 * The built-in agent: a loop of a model on a provider's API and a handful of tools, without any
 * program to install.
 *
 * <p>What its tools may do follows from the role, and is held by code: files are reached through
 * {@link Tree} only, programs are started through {@link CommandRunner} only. It must not know
 * tasks, and decides nothing.
 */
@NullMarked
package dev.tercet.server.agent.builtin;

import org.jspecify.annotations.NullMarked;
