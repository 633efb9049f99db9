package dev.tercet.protocol;

/** Copies a built-in workflow into a repository, where it can be changed. */
public record EjectWorkflow(String repository, String name) {}
