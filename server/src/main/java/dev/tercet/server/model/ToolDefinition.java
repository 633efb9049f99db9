package dev.tercet.server.model;

/**
 * A tool that a model may call.
 *
 * @param schema JSON Schema of its arguments, an object
 */
public record ToolDefinition(String name, String description, String schema) {}
