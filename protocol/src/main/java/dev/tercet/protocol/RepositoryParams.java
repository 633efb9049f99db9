package dev.tercet.protocol;

/** Names a repository by the absolute path of a folder in it. */
public record RepositoryParams(String repository) {}
