/** Which agents there are: what a preset names, and the known agents of the protocol. */
@NullMarked
package dev.tercet.server.agent.catalogue;

import org.jspecify.annotations.NullMarked;
