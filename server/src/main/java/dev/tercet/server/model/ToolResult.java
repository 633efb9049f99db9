package dev.tercet.server.model;

/**
 * What came of a tool call.
 *
 * @param id of the call
 * @param name of the tool that was called
 */
public record ToolResult(String id, String name, String text, boolean failed) {}
