package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A question for what an argument could be.
 *
 * @param reference name of a prompt, or a resource template
 * @param argument its name
 * @param begun what is written already
 * @param others arguments that are known
 */
public record Completion(String reference, String argument, String begun, ObjectNode others) {}
