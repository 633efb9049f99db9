package dev.tercet.server.git;

/**
 * What is special about a repository.
 *
 * @param objectFormat {@code sha1} or {@code sha256}
 * @param isShallow whether its history is cut
 * @param isSparse whether its main checkout has only some of the files
 */
public record RepositoryTraits(String objectFormat, boolean isShallow, boolean isSparse) {}
