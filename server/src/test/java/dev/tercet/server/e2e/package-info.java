/** The daemon as its users have it: over its socket, on real repositories, with scripted agents. */
package dev.tercet.server.e2e;
