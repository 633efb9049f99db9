package dev.tercet.server.door.mcp;

import dev.tercet.server.settings.HostDecisions;
import dev.tercet.server.settings.HostTools;

/**
 * What the user's own settings say about agent hosts.
 *
 * @param decisions who may decide through one
 * @param tools which of them are offered
 */
public record HostSettings(HostDecisions decisions, HostTools tools) {}
