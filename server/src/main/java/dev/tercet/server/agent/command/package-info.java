/** Any program as an agent: it gets a prompt, and its output and exit code are the result. */
@NullMarked
package dev.tercet.server.agent.command;

import org.jspecify.annotations.NullMarked;
