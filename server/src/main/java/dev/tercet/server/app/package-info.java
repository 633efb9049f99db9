/**
 * What doors may call: creating tasks, giving commands, reading views, repositories and their
 * settings.
 *
 * <p>Answers with the records of the protocol. Views are built from the read model, never from a
 * mailbox. Every refusal becomes an error of the protocol here and nowhere else.
 */
@NullMarked
package dev.tercet.server.app;

import org.jspecify.annotations.NullMarked;
