/**
 * The scripted agent: plays a plain-text script in this process, with no model and no network.
 *
 * <p>It stands in for a real agent in tests, in the demo, and where users try their own templates.
 * The format is described in {@code docs/scripted-agent.md}.
 */
@NullMarked
package dev.tercet.server.agent.scripted;

import org.jspecify.annotations.NullMarked;
