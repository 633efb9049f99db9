package dev.tercet.server.workflow;

/**
 * Something that a repository's own files make a task run: a command, a preset, an agent, a
 * workflow.
 *
 * @param entry what it is, such as {@code setup} or {@code agent codex}
 * @param hash SHA-256 of its content, in hexadecimal: trust is in exactly that
 */
public record Supplied(String entry, String hash) {}
