/** Generates the protocol's reference from its records, and holds what is committed against it. */
package dev.tercet.server.reference;
